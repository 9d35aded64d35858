import * as z from 'zod';
import { isTarget } from '../ssh-target.ts';
import { codeKeys, secretKeys, text, words, type Key } from './key.ts';

const sshTarget = z
  .string()
  .refine(isTarget, 'must look like user@host, user@host:port, user@[IPv6]:port or a Host of ~/.ssh/config');
const sshTargets = words.refine(
  (items) => items.every(isTarget),
  'must be a list of hosts such as user@jump.example.org:22, or none',
);
const fingerprints = words.refine(
  (items) => items.every((item) => /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(item)),
  'must be fingerprints, SHA256:… as ssh-keygen -lf shows them',
);
const FINGERPRINT = 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU';

/** The settings of the SSH login on a host. */
export function sshKeys(
  prefix: 'PRODUCTION' | 'STAGING' | 'BACKUP' | 'RECOVERY' | 'RECOVERY_BACKUP',
  section: string,
  doc: string,
): Key[] {
  const user = prefix.endsWith('BACKUP') ? 'backup' : 'verifier';
  const key = (suffix: string, schema: z.ZodType, what: string, example: string): Key => ({
    key: `${prefix}_${suffix}`,
    section,
    schema,
    doc: what,
    example,
  });
  return [
    key(
      'SSH',
      sshTarget,
      `${doc} Or a Host of ~/.ssh/config.`,
      `${user}@${prefix.toLowerCase()}.example.org:22`,
    ),
    key('SSH_KEY_FILE', text, 'Private key for that login; without it the SSH agent.', '~/.ssh/id_ed25519'),
    ...secretKeys(`${prefix}_SSH_KEY_PASSPHRASE`, section, 'Passphrase of that key, when it has one.'),
    key(
      'SSH_HOST_KEY',
      fingerprints,
      "The host key's fingerprint, or several with commas: any other key is refused. Without it, known_hosts decides.",
      FINGERPRINT,
    ),
    key(
      'SSH_KNOWN_HOSTS',
      text,
      'Another known_hosts file than ~/.ssh/known_hosts.',
      '~/.ssh/opencrvs_known_hosts',
    ),
    key(
      'SSH_JUMP',
      sshTargets,
      'Jump hosts on the way, first one first, with commas, or none. Hosts of ~/.ssh/config too; host keys as above.',
      'verifier@jump.example.org:22',
    ),
    key(
      'SSH_JUMP_HOST_KEY',
      fingerprints,
      'The host key fingerprints of the jump hosts, in any order, where known_hosts does not know them.',
      FINGERPRINT,
    ),
    ...secretKeys(
      `${prefix}_SSH_TOTP_SECRET`,
      section,
      'Base32 secret of the authenticator, where the login asks for a verification code.',
    ),
    ...codeKeys(
      `${prefix}_SSH_CODE`,
      section,
      'The verification code, where there is no secret to make it from.',
    ),
    key(
      'SUDO',
      z.enum(['auto', 'never']).default('auto'),
      'never: do without root, even where “sudo -n” would be allowed.',
      'auto',
    ),
  ];
}
