import { expect, test } from '@playwright/test';
import { certificate } from '../../../helpers/report/certificate/certificate.ts';
import { printedPdf } from '../../../helpers/report/certificate/print.ts';
import { TEXTS, WORDS_OF_SUCCESS, type Language } from '../../../helpers/report/certificate/texts.ts';
import { html } from '../../../helpers/report/forms/html.ts';
import { APART, BAD, GOOD, IDENTITY, nightFacts, OPEN, resultWith, WARNING, withCode } from './any-result.ts';

const LANGUAGES = Object.keys(TEXTS) as Language[];
const KINDS = {
  passed: [GOOD, WARNING, APART],
  failed: [GOOD, BAD, OPEN],
  'not-proven': [GOOD, OPEN, APART],
} as const;
const textOf = (page: string): string =>
  page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]+>/g, ' ');

for (const language of LANGUAGES)
  for (const [status, checks] of Object.entries(KINDS))
    test(`${language}, ${status}: a word of success stands on it only where it passed`, () => {
      const result = resultWith([...checks], { facts: nightFacts(90) });
      expect(result.status).toBe(status);
      const page = certificate(result, { language, country: 'Farajaland' });
      const body = textOf(page.replace(/<body class="[^"]*">/, ''));
      expect(WORDS_OF_SUCCESS.test(body)).toBe(status === 'passed');
      expect(page.includes('class="sign"')).toBe(status === 'passed');
      expect(page).toContain(html(TEXTS[language].verdict[result.status]));
      expect(body).toContain('Farajaland');
      expect(page).not.toMatch(/<script|https?:\/\//);
    });

test('a lab’s is not to be signed, whatever it says', () => {
  const result = resultWith([GOOD], {
    identity: { ...IDENTITY, deployment: { ...IDENTITY.deployment, isLab: true } },
  });
  const page = certificate(result, { language: 'en', country: null });
  expect(page).toContain(html(TEXTS.en.lab));
  expect(page).not.toContain('class="sign"');
});

test('both languages say everything, in words of their own', () => {
  const said = (value: object): [string, string][] =>
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null
        ? said(inner).map(([inside, text]) => [`${key}.${inside}`, text] as [string, string])
        : [[key, typeof inner === 'string' ? inner : '']],
    );
  const [en, fr] = [new Map(said(TEXTS.en)), new Map(said(TEXTS.fr))];
  expect([...fr.keys()]).toEqual([...en.keys()]);
  const same = [...en].filter(([key, text]) => text.length > 5 && fr.get(key) === text);
  expect(same).toEqual([]);
});

test('it is one page on paper, also with long names and many reasons', async ({ browser }) => {
  const long = 'A very long name of a deployment '.repeat(4);
  const checks = Array.from({ length: 30 }, (_, index) =>
    withCode(OPEN, `STAGING_${index}`, `reason number ${index}, at length: ${'because '.repeat(40)}`),
  );
  const result = resultWith(checks, {
    identity: { ...IDENTITY, deployment: { ...IDENTITY.deployment, name: long } },
    facts: nightFacts(90),
  });
  for (const language of LANGUAGES) {
    const pdf = await printedPdf(browser, certificate(result, { language, country: 'Farajaland' }));
    expect([...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)]).toHaveLength(1);
  }
});
