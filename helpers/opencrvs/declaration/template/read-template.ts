import { readFileSync } from 'node:fs';
import type { Template } from './template.ts';

/**
 * Reads a template: a JSON object of answers by field id, null for a field to leave out.
 *
 * @throws Error that says what is wrong with the file, without its contents
 */
export function readTemplate(path: string): Template {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, {
      cause: error,
    });
  }
  let answers: unknown;
  try {
    answers = JSON.parse(text);
  } catch (error) {
    throw new Error('names a file that is not JSON', { cause: error });
  }
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
    throw new Error('names a file that is not an object of answers by field id');
  return { path, answers: answers as Template['answers'] };
}
