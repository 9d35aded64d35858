import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';

/** How a real page was read by a screen reader; what varies by its nature is replaced by a word in angle brackets. */
export const recordedAria = (name: string): string =>
  readFileSync(new URL(`data/pages/${name}.yaml`, import.meta.url), 'utf8').trimEnd();

const COUNTED =
  'Assigned to you|Recent|Notifications|Potential duplicate|Pending registration|Pending certification';

/** How an identity is verified elsewhere is not a part of the recordings that is kept. */
const ELSEWHERE = / Identity status\n {2}- link "Authenticate[\s\S]*?- text: Scan QR code\n {2}- text: /g;

/** The same of a page now. `values`: what it shows → the placeholder that was recorded for it. */
export async function ariaOf(locator: Locator, values: Record<string, string>): Promise<string> {
  let text = await locator.ariaSnapshot();
  for (const [value, placeholder] of Object.entries(values)) text = text.replaceAll(value, placeholder);
  return text
    .replaceAll(ELSEWHERE, ' ')
    .replaceAll(/(?: {6}- listitem: .*\n)+(?= {2}- button "Continue")/g, '      - listitem: <text>\n')
    .replaceAll(/(?:\d+|less than a) (?:second|minute)s? ago/g, '<ago>')
    .replaceAll(/\w+ \d+, \d{4} · \d\d\.\d\d [AP]M/g, '<time>')
    .replaceAll(new RegExp(`(button "|text: )(${COUNTED}) \\d+`, 'g'), '$1$2')
    .replaceAll(/textbox "Search for a record": .*/g, 'textbox "Search for a record": <term>')
    .replaceAll(/(Search result|No results) for “[^”]*”/g, '$1 for “<term>”')
    .replaceAll(/paragraph: .*/g, 'paragraph: <text>')
    .replaceAll(/text: While it is assigned.*/g, 'text: <text>')
    .replaceAll(/- log: \d+ results.*/g, '- log: <text>');
}
