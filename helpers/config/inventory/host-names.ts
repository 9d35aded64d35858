/** More hosts than this are no deployment of ours, and a mistake or worse. */
const MOST = 1_000;

/** The hosts that a name in an inventory stands for: `app-[01:03]` for three, `host:2222` for one with its port. */
export function hostNames(pattern: string): { names: string[]; port: number | null } {
  const [, bracketed, plain, port] =
    /^(?:\[([^\]:]*:[^\]]*)\]|((?:[^:[]|\[[^\]]*\])*)):(\d{1,5})$/.exec(pattern) ?? [];
  const name = bracketed ?? plain ?? pattern;
  return { names: expanded(name), port: port === undefined ? null : Number(port) };
}

function expanded(name: string): string[] {
  const [, before = '', from = '', to = '', step = '1', after = ''] =
    /^([^[]*)\[(\d+|[a-zA-Z]):(\d+|[a-zA-Z])(?::(\d+))?\](.*)$/.exec(name) ?? [];
  if (from === '') return [name];
  const inner = range(from, to, Number(step));
  return inner.flatMap((each) => expanded(`${before}${each}${after}`)).slice(0, MOST);
}

function range(from: string, to: string, step: number): string[] {
  const numbers = /^\d/.test(from);
  const codeOf = (text: string) => (numbers ? Number(text) : text.charCodeAt(0));
  const found: string[] = [];
  for (let at = codeOf(from); at <= codeOf(to) && step > 0 && found.length < MOST; at += step)
    found.push(
      numbers ? String(at).padStart(from.startsWith('0') ? from.length : 0, '0') : String.fromCharCode(at),
    );
  return found;
}
