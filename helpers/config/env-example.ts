import { KEYS } from './keys.ts';

/** The text of `.env.example`: every key with what it means, commented out. A test keeps the file equal to it. */
export function envExample(): string {
  const lines = ['# Copy to .env, fill in what applies and keep it to yourself: chmod 600 .env'];
  let section = '';
  for (const key of KEYS) {
    if (key.section !== section) {
      section = key.section;
      lines.push('', `# ── ${section} ${'─'.repeat(Math.max(0, 70 - section.length))}`);
    }
    lines.push('', `# ${key.doc}`, `# ${key.key}=${key.secret === true ? '' : key.example}`);
  }
  return `${lines.join('\n')}\n`;
}
