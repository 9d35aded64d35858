import { safeLines, safeText } from '../../base/safe-text.ts';
import { redactor } from '../../redact/secrets.ts';

/** A value whose every string is redacted and safe to show: what hosts say reaches people through results. */
export const safeResult = <T>(value: T): T => mapped(redactor.redactValue(value)) as T;

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\n') ? safeLines(value) : safeText(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner)]));
}
