/** The part of superjson's format that travels here: `undefined`, which JSON lacks, is null plus a note. */
interface Envelope {
  json?: unknown;
  meta?: { values?: Record<string, string[]> };
}

export function fromSuperjson(envelope: unknown): unknown {
  const { json, meta } = (envelope ?? {}) as Envelope;
  const value = structuredClone(json);
  for (const [path, [kind]] of Object.entries(meta?.values ?? {})) {
    if (kind !== 'undefined' || typeof value !== 'object' || value === null) continue;
    const names = path.split('.');
    const last = names.pop() ?? '';
    let holder = value as Record<string, unknown>;
    for (const name of names) holder = (holder[name] ?? {}) as Record<string, unknown>;
    delete holder[last];
  }
  return value;
}

/** Notes only what is undefined at the top of an answer; deeper it does not occur. */
export function toSuperjson(value: unknown): Envelope {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { json: value };
  const missing = Object.keys(value).filter((name) => (value as Record<string, unknown>)[name] === undefined);
  if (missing.length === 0) return { json: value };
  return {
    json: { ...value, ...Object.fromEntries(missing.map((name) => [name, null])) },
    meta: { values: Object.fromEntries(missing.map((name) => [name, ['undefined']])) },
  };
}
