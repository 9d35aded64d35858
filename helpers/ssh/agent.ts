import { readFileSync } from 'node:fs';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';
import { FailureError } from '../base/outcome.ts';
import { expandHome } from '../config/secret-value.ts';

/**
 * The SSH agent behind a socket.
 *
 * @param publicKeyFile holds it to the key of that file: each key that a host refuses counts as a failed login
 */
export function agentOf(socket: string, publicKeyFile: string | null): ssh2.BaseAgent {
  if (publicKeyFile === null) return ssh2.createAgent(socket);
  return new OneKeyAgent(socket, publicKeyIn(publicKeyFile));
}

class OneKeyAgent extends ssh2.OpenSSHAgent {
  constructor(
    socket: string,
    private readonly only: Buffer,
  ) {
    super(socket);
  }

  override getIdentities(callback: ssh2.IdentityCallback<ParsedKey>): void {
    super.getIdentities((error, keys = []) => {
      // They are parsed keys, whatever else the type would allow.
      const parsed = keys as ParsedKey[];
      callback(
        error,
        parsed.filter((key) => key.getPublicSSH().equals(this.only)),
      );
    });
  }
}

function publicKeyIn(file: string): Buffer {
  try {
    const parsed: ParsedKey | Error = ssh2.utils.parseKey(readFileSync(expandHome(file)));
    if (parsed instanceof Error) throw parsed;
    return parsed.getPublicSSH();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FailureError(
      'refused',
      `The public key ${file}, which names a key of the agent, cannot be read: ${why}`,
      {
        cause: error,
      },
    );
  }
}
