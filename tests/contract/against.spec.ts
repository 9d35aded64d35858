import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startRegistry, type StartedRegistry } from '../../lab/opencrvs/start-registry.ts';
import { alteredGateway } from './altered-gateway.ts';
import { needsItsOwnStores } from './facts.ts';

let registry: StartedRegistry;

test.beforeAll(async () => {
  needsItsOwnStores();
  registry = await startRegistry();
});

test.afterAll(() => registry?.stop());

/** Runs the suite's own command against what the settings say. */
async function contract(settings: Record<string, string>, ...specs: string[]) {
  const { client, login, gateway, files } = registry.urls;
  const file = test.info().outputPath('real.env');
  const all = {
    PRODUCTION_CLIENT_URL: client,
    PRODUCTION_LOGIN_URL: login,
    PRODUCTION_GATEWAY_URL: gateway,
    PRODUCTION_FILES_URL: files,
    PRODUCTION_USERNAME: 'k.mweene',
    PRODUCTION_PASSWORD: 'test',
    PRODUCTION_2FA_CODE: '000000',
    ...settings,
  };
  writeFileSync(
    file,
    Object.entries(all)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  return run('--against', file, ...specs);
}

const run = (...args: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const env = { ...process.env };
    delete env['TEST_WORKER_INDEX'];
    execFile(
      process.execPath,
      ['--import', 'tsx', 'tests/contract/main.ts', ...args],
      { env, timeout: 100_000 },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
          output: stdout + stderr,
        }),
    );
  });

test(
  'a deployment that answers as recorded has no differences, and reading writes nothing',
  { tag: '@no-fact' },
  async () => {
    const { code, output } = await contract({}, 'reading.spec.ts', 'events.spec.ts');
    expect(output).toMatch(/^(\d+) facts asked, \1 as recorded, 0 different\.$/m);
    expect(output).toMatch(/not asked: writes: ALLOW_PRODUCTION_WRITES is not set/);
    expect(output).toMatch(/not asked: takes the user j\.campbell/);
    expect(code).toBe(0);
  },
);

test(
  'each difference of a deployment is listed, with what was expected and what was seen',
  { tag: '@no-fact' },
  async () => {
    const gateway = await alteredGateway(registry.urls.gateway, (path, body) => {
      const headers = { 'x-version': '2.1.0' };
      if (path.startsWith('/events/user.get')) return { headers, body: body.replace('"role"', '"roles"') };
      if (path.startsWith('/nosuch')) return { headers, status: 400 };
      return { headers };
    });
    try {
      const { code, output } = await contract(
        { PRODUCTION_GATEWAY_URL: gateway.url },
        'reading.spec.ts',
        'auth.spec.ts',
      );
      expect(output).toMatch(/^FACT +WHERE +EXPECTED +SEEN$/m);
      expect(output).toMatch(/and \d+ more +x-version +2\.0\.0 +2\.1\.0$/m);
      expect(output).toMatch(/^user-get +\$\.result\.data\.json\.roles +nothing +it is there$/m);
      expect(output).toMatch(/^user-get +\$\.result\.data\.json\.role +to be there +missing$/m);
      expect(output).toMatch(/^gateway-unknown-route +status +404 +400$/m);
      expect(output).not.toMatch(/ 0 different/);
      expect(code).toBe(1);
    } finally {
      gateway.close();
    }
  },
);

test(
  'settings that are wrong end with 2, a deployment that is not there with 3',
  { tag: '@no-fact' },
  async () => {
    expect(await run('--agianst', 'x')).toMatchObject({ code: 2 });
    const missing = await run('--against', test.info().outputPath('nosuch.env'));
    expect(missing).toMatchObject({ code: 2, output: expect.stringMatching(/cannot be read \(ENOENT\)/) });
    const wrong = await contract({ PRODUCTION_USERNAME: '', PRODUCTION_PROXY: 'socks5://127.0.0.1:1' });
    expect(wrong.code).toBe(2);
    expect(wrong.output).toMatch(/PRODUCTION_USERNAME.*missing/);
    expect(wrong.output).toMatch(/PRODUCTION_PROXY/);
    expect(wrong.output).not.toMatch(/STAGING|BACKUP/);
    expect((await contract({ PRODUCTION_PASSWORD: 'wrong' })).code).toBe(2);
    expect((await contract({ PRODUCTION_GATEWAY_URL: 'http://127.0.0.1:1' })).code).toBe(3);
  },
);
