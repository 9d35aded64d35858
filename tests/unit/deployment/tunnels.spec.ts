import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch } from 'undici';
import { readConfig } from '../../../helpers/config/load-config.ts';
import { dispatcherFor } from '../../../helpers/deployment/dispatcher.ts';
import { closeHosts, hostsOf } from '../../../helpers/deployment/hosts.ts';
import { openTunnels } from '../../../helpers/deployment/tunnels.ts';
import { loginLedger } from '../../../helpers/ssh/login-ledger.ts';
import { startSshd } from '../ssh/sshd.ts';

test('an environment behind SSH gets the address of a way, here and for the processes that are started; others keep theirs', async () => {
  const server = createServer((_, response) => response.end('inside')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sshd = await startSshd(['AllowTcpForwarding yes']);
  const { user, host, port, keyFile, hostKeys } = sshd.config;
  const { config } = readConfig(
    {
      PRODUCTION_PROXY: 'ssh',
      PRODUCTION_SSH: `${user}@${host}:${port}`,
      PRODUCTION_SSH_KEY_FILE: keyFile ?? '',
      PRODUCTION_SSH_HOST_KEY: hostKeys.join(','),
      STAGING_PROXY: 'socks5://127.0.0.1:1080',
    },
    'acceptance',
  );
  let logins = 0;
  const ledger = loginLedger(test.info().outputPath('logins'));
  const hosts = hostsOf(config, { ...ledger, made: () => void logins++ });
  const tunnels = await openTunnels(config, hosts);
  const way = tunnels.config.production.proxy;
  expect(way).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(tunnels.env).toEqual({ PRODUCTION_PROXY: way });
  expect(tunnels.config.staging.proxy).toBe('socks5://127.0.0.1:1080');
  // Nobody logs in before something goes through, and commands share the login.
  expect(logins).toBe(0);
  const dispatcher = dispatcherFor({ proxy: way, caFile: null });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await (await fetch(url, { dispatcher: dispatcher! })).text()).toBe('inside');
  await hosts.production?.run(['true']);
  expect(logins).toBe(1);
  await tunnels.close();
  await expect(fetch(way ?? '')).rejects.toThrow('fetch failed');
  await closeHosts(hosts);
  await sshd.stop();
  server.close();
});
