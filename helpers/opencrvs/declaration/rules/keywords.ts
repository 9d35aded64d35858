import type { Ajv2019 } from 'ajv/dist/2019.js';

const DAY_MS = 86_400_000;

interface Where {
  instancePath: string;
  rootData: object;
}

interface DaysFromDate {
  days: number;
  clause: 'after' | 'before';
  /** Today when absent. */
  referenceDate?: string | { $data: string };
}

/**
 * The words that OpenCRVS 2.0.0 adds to JSON Schema. A rule that is a function in source text (`customClientValidator`) counts
 * as met: what a server sends is never run as code here, so the server itself is left to judge it.
 */
export function addKeywords(ajv: Ajv2019): void {
  ajv.addKeyword({
    keyword: 'daysFromDate',
    type: 'string',
    schemaType: 'object',
    validate: (schema: DaysFromDate, value: string, _: unknown, where?: Where) =>
      where !== undefined && isDaysFrom(schema, value, where),
    errors: false,
  });
  ajv.addKeyword({
    keyword: 'isLeafLevelLocation',
    type: 'string',
    schemaType: 'boolean',
    validate: (_: boolean, value: string, __: unknown, where?: Where) => {
      const { $leafAdminStructureLocationIds: leaves = [] } = (where?.rootData ?? {}) as {
        $leafAdminStructureLocationIds?: { id: string }[];
      };
      return leaves.some(({ id }) => id === value);
    },
    errors: false,
  });
  ajv.addKeyword({ keyword: 'customClientValidator', schemaType: 'object' });
}

function isDaysFrom({ days, clause, referenceDate }: DaysFromDate, value: string, where: Where): boolean {
  const { $now } = where.rootData as { $now: string };
  const reference = typeof referenceDate === 'object' ? valueAt(where, referenceDate.$data) : referenceDate;
  const limit = Date.parse(typeof reference === 'string' ? reference : $now) + days * DAY_MS;
  // Comparisons with what is no date are false, as wanted.
  return clause === 'after' ? Date.parse(value) > limit : Date.parse(value) < limit;
}

/** The value at a relative JSON pointer, `1/child.dob`: so many levels up, then down. */
function valueAt({ instancePath, rootData }: Where, pointer: string): unknown {
  const [levels = '0', ...down] = pointer.split('/');
  const up = instancePath.split('/').filter(Boolean);
  const path = [...up.slice(0, Math.max(0, up.length - Number(levels))), ...down];
  return path.reduce<unknown>((value, part) => (value as Record<string, unknown> | null)?.[part], rootData);
}
