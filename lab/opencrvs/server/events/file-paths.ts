/** Every object path that a declaration, an annotation, or a list of such names, as it was given. */
export function filePathsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(filePathsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { path } = value as { path?: unknown };
  return typeof path === 'string' ? [path] : Object.values(value).flatMap(filePathsIn);
}
