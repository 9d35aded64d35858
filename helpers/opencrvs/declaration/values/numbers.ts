import type { FormField } from '../event-form.ts';
import { hintsOf } from '../rules/hints.ts';
import { madeUp, type Candidates } from './making.ts';

const USUAL = [1, 2, 0, 10, 25, 100, 3000];

/** Numbers within the field's own limits. */
export function numberCandidates(field: FormField): Candidates {
  return madeUp(numbersFor(field, []));
}

/** The same with the unit that is offered first. */
export function numberWithUnitCandidates(field: FormField): Candidates {
  const unit = field.options?.[0]?.value ?? '';
  return madeUp(numbersFor(field, ['numericValue']).map((numericValue) => ({ numericValue, unit })));
}

/** Ages of adults first, counted at the day that the form names. */
export function ageCandidates(field: FormField): Candidates {
  const { asOfDate } = (field.configuration ?? {}) as { asOfDate?: { $$field?: string } };
  const asOfDateRef = asOfDate?.$$field ?? '';
  const ages = [30, 25, 40, 60, 19, 12, 5, 0, ...hintsOf(field, ['age']).numbers];
  return madeUp(ages.map((age) => ({ age, asOfDateRef })));
}

function numbersFor(field: FormField, part: readonly string[]): number[] {
  const { min = -Infinity, max = Infinity } = (field.configuration ?? {}) as { min?: number; max?: number };
  const { numbers, values } = hintsOf(field, part);
  const given = values.filter((value) => typeof value === 'number');
  const between = numbers.length > 1 ? [(Math.min(...numbers) + Math.max(...numbers)) / 2] : [];
  const all = [...given, ...USUAL, min, max, ...numbers, ...between.map(Math.round), ...between];
  return all.filter((number) => Number.isFinite(number) && number >= min && number <= max);
}
