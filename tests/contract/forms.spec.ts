import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readConfig } from '../../helpers/config/load-config.ts';
import { showForm } from '../../helpers/doctor/show-form.ts';
import { login } from '../../helpers/opencrvs/api/login.ts';
import { searchByName } from '../../helpers/opencrvs/api/search.ts';
import { surveyOf } from '../../helpers/opencrvs/declaration/survey.ts';
import type { OwnDetails } from '../../helpers/opencrvs/declaration/own-details.ts';
import type { Environment } from '../../helpers/opencrvs/environment.ts';
import { registerBirth } from '../../helpers/opencrvs/register-birth.ts';
import { assertDeclarable } from '../../helpers/workflow/assert-declarable.ts';
import { isSignature, shownAs } from '../../helpers/facts/test-registration.ts';
import { LAB_PERSON } from '../../lab/hosts/person.ts';
import { FORM_NAMES, type FormName } from '../../lab/opencrvs/forms/form-names.ts';
import { startRegistry, type StartedRegistry } from '../../lab/opencrvs/start-registry.ts';
import { needsItsOwnStores } from './facts.ts';

/** Without an office of its own: that is the country's. */
const registrar = {
  id: '5d3f6e3c-52b8-4e7e-9f0a-3a4c5f0a1b2c',
  username: 'registrar',
  password: 'test',
  role: 'LOCAL_REGISTRAR',
  firstname: 'Ada',
  surname: 'Registrar',
};

const environmentOf = ({ urls }: StartedRegistry): Environment => ({
  name: 'production',
  clientUrl: urls.client,
  loginUrl: urls.login,
  gatewayUrl: urls.gateway,
  filesUrl: urls.files,
  username: registrar.username,
  password: registrar.password,
  secondFactor: () => Promise.resolve('000000'),
});

const sessionOn = (registry: StartedRegistry) => login(environmentOf(registry));

const settingsOf = ({ urls }: StartedRegistry) => ({
  PRODUCTION_CLIENT_URL: urls.client,
  PRODUCTION_LOGIN_URL: urls.login,
  PRODUCTION_GATEWAY_URL: urls.gateway,
  PRODUCTION_FILES_URL: urls.files,
  PRODUCTION_USERNAME: registrar.username,
  PRODUCTION_PASSWORD: registrar.password,
  PRODUCTION_2FA_CODE: '000000',
  TEST_INFORMANT_EMAIL: LAB_PERSON.informantEmail,
  TEST_INFORMANT_PHONE: LAB_PERSON.informantPhone,
  TEST_NID: LAB_PERSON.nationalIds.join(','),
});

/** The fields of the files that a birth in each country has, in the order of the form. */
const FILES: Record<FormName, [field: string, mediaType: string][]> = {
  farajaland: [
    ['documents.proofOfBirth', 'image/png'],
    ['documents.proofOfMother', 'image/jpeg'],
    ['documents.proofOfMother', 'image/png'],
    ['documents.proofOfFather', 'application/pdf'],
    ['review.signature', 'image/png'],
  ],
  highlands: [
    ['papers.note', 'application/pdf'],
    ['papers.identity', 'application/pdf'],
    ['papers.photo', 'image/jpeg'],
    ['review.signature', 'image/png'],
  ],
  islands: [
    ['documents.birthNotice', 'image/png'],
    ['documents.motherId', 'image/jpeg'],
    ['documents.motherId', 'application/pdf'],
    ['documents.motherId', 'image/png'],
    ['review.signature', 'image/png'],
  ],
};

for (const form of FORM_NAMES) {
  test.describe(`the form of ${form}`, { tag: '@no-fact' }, () => {
    let registry: StartedRegistry;

    test.beforeAll(async () => {
      needsItsOwnStores();
      registry = await startRegistry({ users: [registrar], config: { form } });
    });

    test.afterAll(() => registry?.stop());

    test('is shown without writing anything', async () => {
      const { config } = readConfig(settingsOf(registry), 'acceptance');
      const { text, exitCode } = await showForm(config);
      expect(exitCode).toBe(0);
      for (const [field, mediaType] of FILES[form])
        expect(text).toMatch(new RegExp(`^${field} .*\\(${mediaType}\\)`, 'm'));
      expect(text).not.toContain(LAB_PERSON.informantPhone);
      expect(text).not.toContain(LAB_PERSON.nationalIds[0]);
      expect(readFileSync(registry.logFile, 'utf8')).not.toMatch(/event\.create|upload|actions/);
    });

    test('is answered, taken at the first attempt, and the birth found by name', async ({ browser }) => {
      const session = await sessionOn(registry);
      const request = { runToken: `${form}-1`, own: LAB_PERSON };
      const registration = await registerBirth(session, browser, request);
      const { nameField, title } = shownAs(registration);
      expect(nameField).toBe((await surveyOf(session, 'birth')).form.nameField);
      expect(title).toBe(`${registration.childName.firstname} ${registration.childName.surname}`);
      expect(title).toBe(title.normalize('NFC'));
      const found = await searchByName(session, registration.childName, nameField);
      expect(found.results.map(({ id }) => id)).toEqual([registration.eventId]);
      const { attachments } = registration;
      expect(attachments.map(({ field, mediaType }) => [field, mediaType])).toEqual(FILES[form]);
      expect(attachments.map(isSignature)).toEqual(
        FILES[form].map(([field]) => field === 'review.signature'),
      );
      const asked = readFileSync(registry.logFile, 'utf8').match(/declare\.request/g);
      expect(asked).toHaveLength(1);
    });
  });
}

/** What is missing for a country's form when the administrator gave an e-mail address only. */
const MISSING: [FormName, RegExp][] = [
  ['highlands', /declarant\.phone \(Phone number\).*set TEST_INFORMANT_PHONE/],
  ['islands', /mum\.nid \(Mother's national ID\).*set TEST_NID/],
];

for (const [form, said] of MISSING) {
  test(`what ${form} requires and nobody may invent is said, with the key to set`, async ({ browser }) => {
    const registry = await startRegistry({ users: [registrar], config: { form } });
    try {
      const own: OwnDetails = { informantEmail: LAB_PERSON.informantEmail };
      const early = assertDeclarable(environmentOf(registry), own, Date.now());
      await expect(early).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(said),
      });
      expect(readFileSync(registry.logFile, 'utf8')).not.toContain('event.create');
      const refused = registerBirth(await sessionOn(registry), browser, { runToken: 'TOKEN', own });
      await expect(refused).rejects.toMatchObject({
        reason: 'refused',
        message: expect.stringMatching(said),
      });
    } finally {
      await registry.stop();
    }
  });
}
