import { expect, test } from '@playwright/test';
import type { NightOnCalendar } from '../../../helpers/retention/night-states.ts';
import { nightsSvg } from '../../../helpers/retention/nights-svg.ts';
import { retentionPicture } from '../../../helpers/retention/picture.ts';
import { BackupDirectory } from './backup-directory.ts';
import { at, factsOf, midnight, policy, TODAY } from './deployment.ts';

const night = (date: string, state: NightOnCalendar['state'], bytes = 2 ** 30): NightOnCalendar => ({
  date,
  state,
  bytes,
  why: '',
});

test('what became of each night is said in words, for those who do not see the picture', async () => {
  const directory = new BackupDirectory();
  try {
    directory.nights(TODAY, 8, midnight);
    directory.file('2026-11-21/notes.txt', at('00:05', '2026-11-21'), 'x');
    directory.file('2026-11-20/2026-11-20.tar.gz.enc', at('00:05', '2026-11-20'), '');
    directory.file('2026-03-05/2026-03-05.tar.gz.enc', at('00:05', '2026-03-05'));
    const facts = await factsOf(directory);
    facts.seen.listing.entries = facts.seen.listing.entries.filter(
      ({ path }) => !path.startsWith('2026-11-19'),
    );
    const svg = retentionPicture(facts) ?? '';
    for (const title of [
      '2026-11-23: kept',
      '2026-11-21: suspicious, holds more than its archive',
      '2026-11-20: suspicious, archive missing or empty',
      '2026-11-19: missing, not there',
      '2026-03-05: extra, older than the policy keeps',
    ]) {
      expect(svg).toContain(`<title>${title}</title>`);
    }
    expect(svg).toContain(`${directory.path}, 2026-11-23 10:00 Africa/Lusaka: 5 kept`);
  } finally {
    directory.remove();
  }
});

test('a night under way, one made again, and an exception', async () => {
  const directory = new BackupDirectory();
  try {
    directory.nights('2026-11-22', 7, midnight);
    directory.file('2026-11-20/2026-11-20.tar.gz.enc', at('11:00', '2026-11-20'));
    directory.file(`${TODAY}/.${TODAY}.tar.gz.enc.a1B2c3`, at('00:04'));
    const svg = retentionPicture(await factsOf(directory, at('00:10'))) ?? '';
    expect(svg).toContain(`<title>${TODAY}: not due yet, on its way or not begun</title>`);
    expect(svg).toContain('<title>2026-11-20: suspicious, made late or again</title>');
  } finally {
    directory.remove();
  }
});

test('each state has its own sign, so that no colour is needed', () => {
  const signs = (['kept', 'missing', 'extra', 'suspicious', 'under-way'] as const).map(
    (state) =>
      / d="([^"]+)" fill="none" stroke="#[0-9a-f]+" stroke-width="2.4"/.exec(
        nightsSvg([night('2026-11-23', state)], 'x'),
      )?.[1],
  );
  expect(signs).not.toContain(undefined);
  expect(new Set(signs).size).toBe(5);
});

test('a picture is well-formed, whatever the directory is called, and no larger than it can be read', async ({
  page,
}) => {
  const many = Array.from({ length: 60 }, (_, day) =>
    night(new Date(Date.UTC(2026, 9, 1 + day)).toISOString().slice(0, 10), 'kept'),
  );
  const svg = nightsSvg(many, '/home/<backup> & "co"');
  await page.setContent(svg);
  const error = await page.evaluate(
    (text) =>
      new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent,
    svg,
  );
  expect(error).toBeUndefined();
  await expect(page.getByText('/home/<backup> & "co", 29 older not shown')).toBeVisible();
  await expect(page.locator('svg > g > rect + g')).toHaveCount(31);
});

test('without a listing there is no picture', () => {
  expect(retentionPicture({ policy })).toBeNull();
});
