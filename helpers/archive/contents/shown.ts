/** A name from an archive as it may stand in a report: without control characters, at most 200 characters. */
export function shown(name: string): string {
  return name.slice(0, 200).replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
