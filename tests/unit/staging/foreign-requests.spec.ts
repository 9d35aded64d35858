import { expect, test } from '@playwright/test';
import { ForeignRequests } from '../../../helpers/staging/foreign-requests.ts';
import { environmentAt } from '../opencrvs/replay.ts';
import { PRODUCTION_FILES, record } from './healthy.ts';

const staging = environmentAt('https://register.staging.example.org', {
  filesUrl: 'https://minio.staging.example.org',
});
const [file] = record.attachments;

function seen(...urls: string[]) {
  const requests = new ForeignRequests(staging, record, new Set([PRODUCTION_FILES]));
  for (const url of urls) requests.note(url);
  return requests.origins();
}

test("the environment's own origins are not foreign, neither are data and blobs", () => {
  expect(
    seen(
      'https://register.staging.example.org/events/1/record',
      `https://minio.staging.example.org/ocrvs/${file?.key}?X-Amz-Signature=feed`,
      'data:image/png;base64,AAAA',
      'blob:https://register.staging.example.org/1',
    ),
  ).toEqual([]);
});

test('the same host on another port is foreign', () => {
  expect(seen('https://minio.staging.example.org:9000/')).toHaveLength(1);
});

test("a file from production's store is told, without its address", () => {
  const url = `${PRODUCTION_FILES}/ocrvs/${file?.key}?X-Amz-Signature=feed`;
  expect(seen(`${PRODUCTION_FILES}/`, url, `${PRODUCTION_FILES}/x`)).toEqual([
    { origin: PRODUCTION_FILES, ofProduction: true, forAttachment: true },
  ]);
});

test('a font from elsewhere is told as what it is', () => {
  expect(seen('https://fonts.example.net/css')).toEqual([
    { origin: 'https://fonts.example.net', ofProduction: false, forAttachment: false },
  ]);
});
