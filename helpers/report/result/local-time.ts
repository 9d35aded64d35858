/** Times as a person and a program read them: in UTC, and in a zone with its offset. */

export const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** ISO 8601 with the offset of the zone: `2026-11-25T09:06:36+02:00`. */
export function isoIn(zone: string, iso: string): string {
  const parts = partsIn(zone, iso);
  const offset = parts['timeZoneName'] === 'GMT' ? '+00:00' : (parts['timeZoneName'] ?? '').slice(3);
  return `${dateOf(parts)}T${timeOf(parts)}${offset}`;
}

/** For a person: `2026-11-25 09:06 CAT`. */
export function shownIn(zone: string, iso: string): string {
  const parts = partsIn(zone, iso);
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(new Date(iso))
    .find(({ type }) => type === 'timeZoneName');
  return `${dateOf(parts)} ${timeOf(parts).slice(0, 5)} ${name?.value ?? zone}`;
}

type Parts = Record<string, string>;

function partsIn(zone: string, iso: string): Parts {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    timeZoneName: 'longOffset',
  });
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}

const dateOf = ({ year, month, day }: Parts): string => `${year}-${month}-${day}`;
const timeOf = ({ hour, minute, second }: Parts): string => `${hour}:${minute}:${second}`;
