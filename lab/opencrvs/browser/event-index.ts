import { countryForm } from '../forms/current-form.ts';
import type { EventIndex } from '../server/search/index-document.ts';

export type { EventIndex };

/** The record's title: the child's first and last name. */
export function titleOf({ declaration }: Pick<EventIndex, 'declaration'>): string {
  const name = declaration[countryForm().childName] as { firstname?: string; surname?: string } | undefined;
  return name === undefined ? 'No name provided' : `${name.firstname ?? ''} ${name.surname ?? ''}`.trim();
}

/** How long ago, in the largest whole unit. */
export function timeAgo(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  const units: [number, string][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ];
  for (const [length, name] of units) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'less than a minute ago';
}
