import { isBefore, today } from './days.ts';

/**
 * A condition over a declaration, as a small cut of JSON Schema: enough for the birth form, evaluated alike by the
 * server and the browser, and given out with the event configuration.
 */
export interface Conditional {
  const?: unknown;
  enum?: readonly unknown[];
  not?: Conditional;
  allOf?: readonly Conditional[];
  anyOf?: readonly Conditional[];
  required?: readonly string[];
  properties?: Record<string, Conditional>;
  /** A date from before the day that lies this many days back: that day itself does not count. */
  beforeDaysAgo?: number;
}

/** Whether `value` satisfies the condition at the moment `now` (epoch milliseconds). */
export function holds(condition: Conditional, value: unknown, now: number): boolean {
  if ('const' in condition && value !== condition.const) return false;
  if (condition.enum !== undefined && !condition.enum.includes(value)) return false;
  if (condition.not !== undefined && holds(condition.not, value, now)) return false;
  if (condition.allOf !== undefined && !condition.allOf.every((part) => holds(part, value, now)))
    return false;
  if (condition.anyOf !== undefined && !condition.anyOf.some((part) => holds(part, value, now))) return false;
  if (condition.beforeDaysAgo !== undefined && !isBefore(value, -condition.beforeDaysAgo, today(now)))
    return false;
  const record = (value ?? {}) as Record<string, unknown>;
  if (condition.required?.some((name) => isEmpty(record[name]))) return false;
  for (const [name, part] of Object.entries(condition.properties ?? {})) {
    if (!isEmpty(record[name]) && !holds(part, record[name], now)) return false;
  }
  return true;
}

/** No value: absent, null, or an empty text. */
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

export const is = (field: string, value: unknown): Conditional => ({
  properties: { [field]: { const: value } },
  required: [field],
});

export const isOneOf = (field: string, values: readonly unknown[]): Conditional => ({
  properties: { [field]: { enum: values } },
  required: [field],
});

export const isGiven = (field: string): Conditional => ({ required: [field] });

export const isBeforeDaysAgo = (field: string, beforeDaysAgo: number): Conditional => ({
  properties: { [field]: { beforeDaysAgo } },
  required: [field],
});

export const not = (condition: Conditional): Conditional => ({ not: condition });

export const all = (...allOf: Conditional[]): Conditional => ({ allOf });

export const any = (...anyOf: Conditional[]): Conditional => ({ anyOf });
