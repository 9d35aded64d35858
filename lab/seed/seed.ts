import { login } from '../../helpers/opencrvs/api/login.ts';
import { surveyOf } from '../../helpers/opencrvs/declaration/survey.ts';
import type { LabHost } from '../hosts/lab-host.ts';
import { REGISTRAR, TWO_FACTOR_CODE, registryUrls } from '../hosts/registry-config.ts';
import { earlierDeclarations } from './earlier-declaration.ts';
import { registerEarlierBirth } from './register.ts';

/** As many as keep the registry of a two-core machine busy; more only wait in its queue. */
const AT_ONCE = 8;

/** Registers births one after another, a few at once. `register(n)` takes it to `n` births in all. */
export interface Seeder {
  register(total: number): Promise<void>;
}

/**
 * Logs in to production as its registrar, once, to make the earlier registrations; `seed` decides what is
 * random in them.
 */
export async function seeder(production: LabHost, password: string, seed: number): Promise<Seeder> {
  const { client, login: loginUrl, gateway, files } = registryUrls(production);
  const session = await login({
    name: 'production',
    clientUrl: client,
    loginUrl,
    gatewayUrl: gateway,
    filesUrl: files,
    username: REGISTRAR,
    password,
    secondFactor: () => Promise.resolve(TWO_FACTOR_CODE),
  });
  const declarationOf = earlierDeclarations(await surveyOf(session, 'birth'));
  let next = 0;
  return {
    register: async (total) => {
      const worker = async (): Promise<void> => {
        while (next < total) {
          const name = `${seed}-${next++}`;
          await registerEarlierBirth(session, name, declarationOf(name));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    },
  };
}
