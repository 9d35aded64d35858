import type { Placeholders } from './placeholders.ts';

interface Part {
  name: string;
  value?: string;
  filename?: string;
  size?: number | string;
}

/** The body of a recorded request, with its content type set: a form, unreadable text, JSON, or none. */
export function requestBody(
  recorded: unknown,
  placeholders: Placeholders,
  headers: Headers,
): { body?: string | FormData } {
  if (recorded === undefined) return {};
  const parts = partsOf(recorded);
  if (parts !== null) {
    const form = new FormData();
    for (const part of parts) {
      if (part.filename === undefined) form.append(part.name, placeholders.fill(part.value ?? ''));
      else
        form.append(
          part.name,
          new Blob([fileContent(part.size === '<bytes>' ? 100 : Number(part.size))]),
          part.filename,
        );
    }
    return { body: form };
  }
  headers.set('content-type', 'application/json');
  return { body: typeof recorded === 'string' ? recorded : JSON.stringify(placeholders.fill(recorded)) };
}

/** Bytes of a given length; what is in them is nobody's business here. */
const fileContent = (size: number) => new Uint8Array(size).fill(7);

function partsOf(recorded: unknown): Part[] | null {
  if (typeof recorded !== 'object' || recorded === null || !('(multipart)' in recorded)) return null;
  const parts = recorded['(multipart)'] as Part[] | Record<string, string>;
  if (Array.isArray(parts)) return parts;
  return Object.entries(parts).map(([name, value]) => {
    const file = /^<\S+ (\d+) bytes, filename "(.*)">$/.exec(value);
    return file === null ? { name, value } : { name, size: file[1] ?? '', filename: file[2] ?? '' };
  });
}
