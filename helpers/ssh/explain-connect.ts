import type { SshConfig } from '../config/load-config.ts';
import { FailureError, type FailureReason } from '../base/outcome.ts';

/** What had happened when a login failed. */
export interface Attempt {
  /** The host key that was shown. */
  offered: { fingerprint: string; type: string } | null;
  /** What the host asked after the key. */
  question: string | null;
  codeSent: boolean;
}

/** One sentence for each way in which a login fails, and what to do about it. */
export function explainConnect(
  name: string,
  config: SshConfig,
  error: Error & { level?: string; code?: string },
  { offered, question, codeSent }: Attempt,
): FailureError {
  const where = `${name} (${config.user}@${config.host}:${config.port})`;
  const because = (reason: FailureReason, text: string) => new FailureError(reason, text, { cause: error });
  if (offered !== null && !config.hostKeys.includes(offered.fingerprint)) {
    return because(
      'refused',
      `${where} showed the ${offered.type} host key ${offered.fingerprint} instead of the known ${config.hostKeys.join(' or ')}. If the host was not reinstalled, somebody stands in between. Compare the key on the host's console before changing the setting.`,
    );
  }
  if (/no matching host key/i.test(error.message)) {
    return because(
      'refused',
      `${where} has no host key of a known type (${(config.hostKeyTypes ?? []).join(', ')}): compare its keys on its console and add one to known_hosts.`,
    );
  }
  if (error.level === 'client-authentication') {
    if (question === null)
      return because(
        'refused',
        `${where} does not accept this key: check the user, and that its authorized_keys holds the key.`,
      );
    return because(
      'refused',
      codeSent
        ? `${where} accepted the key and refused the answer to “${question}”: check the authenticator's secret and the clocks.`
        : `${where} accepted the key and asks “${question}”, which nothing answers.`,
    );
  }
  if (error.level === 'agent') {
    return because('refused', `The SSH agent could not be asked for a key for ${where}: ${error.message}.`);
  }
  if (error.level === 'client-timeout' || error.code === 'ETIMEDOUT') {
    return because('unreachable', `${where} did not answer in time: firewall, VPN or wrong address.`);
  }
  if (error.code === 'ECONNREFUSED') {
    return because('unreachable', `${where} refuses connections: no SSH server there, or a ban by fail2ban.`);
  }
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    return because('unreachable', `${where} has no address: the name is wrong or DNS does not answer.`);
  }
  return because('unreachable', `${where} cannot be reached: ${error.message}`);
}
