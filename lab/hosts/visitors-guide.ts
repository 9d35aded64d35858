import { join } from 'node:path';
import { ENVIRONMENT_FILE } from './environment.ts';

/** `user@host:port` as arguments of ssh. */
const sshCommand = (target: string, keyFile: string): string => {
  const [login = '', port = ''] = target.split(/:(?=\d+$)/);
  return `ssh -i ${keyFile} -p ${port} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no ${login}`;
};

/**
 * Text for a person who wants to look around in a lab that was kept. Secrets are not in it, but where they
 * lie is.
 */
export function visitorsGuide(name: string, folder: string, env: Record<string, string>): string {
  const of = (key: string): string => env[key] ?? '';
  const ssh = (host: string) => sshCommand(of(`${host}_SSH`), of(`${host}_SSH_KEY_FILE`));
  const before = env['STAGING_USERNAME_BEFORE_RESTORE'];
  return `The lab ${name} is up.

production  ${of('PRODUCTION_CLIENT_URL')}  user ${of('PRODUCTION_USERNAME')}
            ${ssh('PRODUCTION')}
staging     ${of('STAGING_CLIENT_URL')}  user ${before === undefined ? '' : `${before}, after the restore `}${of('STAGING_USERNAME')}
            ${ssh('STAGING')}
backup      ${ssh('BACKUP')}
            archives in ${of('BACKUP_DIR')}

Passwords, the secret of production's authenticator and all else that a .env holds:
  ${join(folder, ENVIRONMENT_FILE)}
The code that a login to the registry asks for is ${of('PRODUCTION_2FA_CODE')}.
Root on every host: sudo -i. Remove the lab: npm run lab -- --down`;
}
