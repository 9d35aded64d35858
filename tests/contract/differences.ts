import type { Placeholders } from './placeholders.ts';

interface Logged {
  type: string;
}

/** Where an answer is not the recorded one: a line for each difference, in the order of the recorded answer. */
export function differences(
  recorded: unknown,
  actual: unknown,
  placeholders: Placeholders,
  at = '$',
): string[] {
  if (typeof recorded === 'string') {
    if (recorded === '<n>' || recorded.startsWith('<1 EventIndex')) return [];
    const isSame = typeof actual === 'string' && placeholders.matches(recorded, actual);
    return isSame ? [] : [`${at}: ${recorded} became ${JSON.stringify(actual)}`];
  }
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual)) return [`${at}: no list`];
    const [left, right] = at.endsWith('.actions') ? [unread(recorded), unread(actual)] : [recorded, actual];
    const lengths = left.length === right.length ? [] : [`${at}: ${left.length} became ${right.length}`];
    return [
      ...lengths,
      ...left.flatMap((item, index) => differences(item, right[index], placeholders, `${at}[${index}]`)),
    ];
  }
  if (typeof recorded === 'object' && recorded !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${at}: no object`];
    if ('(trimmed)' in recorded) return trimmedDifferences(recorded, actual, at);
    const [left, right] = [recorded as Record<string, unknown>, actual as Record<string, unknown>];
    const extra = Object.keys(right).filter((name) => !(name in left) && name !== 'stack');
    return [
      ...extra.map((name) => `${at}.${name}: was not there`),
      ...Object.entries(left).flatMap(([name, value]) =>
        name in right
          ? differences(value, right[name], placeholders, `${at}.${name}`)
          : [`${at}.${name}: is missing`],
      ),
    ];
  }
  return recorded === actual ? [] : [`${at}: ${String(recorded)} became ${JSON.stringify(actual)}`];
}

/** How often a record has been read depends on what was asked in between; what else happened to it does not. */
const unread = (actions: unknown[]) => actions.filter((action) => (action as Logged).type !== 'READ');

/** Of a list that was recorded in part only the form of its entries can be compared. */
function trimmedDifferences(recorded: object, actual: object, at: string): string[] {
  const entry = (answer: object) => {
    const list = (answer as { result?: { data: { json: unknown } } }).result?.data.json;
    return Array.isArray(list) ? (list[0] as Record<string, unknown>) : (answer as Record<string, unknown>);
  };
  const names = Object.keys(entry(recorded)).filter((name) => name !== '(trimmed)');
  return names.filter((name) => !(name in entry(actual))).map((name) => `${at}.${name}: is missing`);
}
