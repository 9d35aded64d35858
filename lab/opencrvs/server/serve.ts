import { once } from 'node:events';
import type { Server } from 'node:http';
import { serve as listen } from '@hono/node-server';
import type { RegistryConfig } from '../config.ts';
import { authService } from './auth/auth-service.ts';
import { secondFactor } from './auth/second-factor.ts';
import { tokensSignedWith } from './auth/token.ts';
import { openDatabase } from './database/pool.ts';
import { registryOf } from './events/event-service.ts';
import { objectStore } from './files/object-store.ts';
import { storeApp } from './files/store-app.ts';
import { gatewayApp } from './gateway-app.ts';
import { logged } from './request-log.ts';
import { searchIndex } from './search/index-file.ts';
import { withClientRedirect } from './web/login-app.ts';
import { pageApp } from './web/page-app.ts';

export interface Running {
  stop(): Promise<void>;
}

/** Starts the four origins and resolves when all of them listen. */
export async function serve(config: RegistryConfig, key: string, assetsDir: string): Promise<Running> {
  const { publicUrls, version } = config;
  const database = openDatabase(config.postgres);
  const index = searchIndex(config.indexFile);
  const store = objectStore(config.objectsDir);
  const tokens = tokensSignedWith(key);
  const auth = authService(database, tokens, secondFactor(config.twoFactorCode));
  const documents = {
    keys: config.s3,
    filesOrigin: config.minioUrlOverride ?? publicUrls.files,
    version,
  };
  const gateway = gatewayApp({
    registry: registryOf(database, index, store, config.registration ?? null),
    auth,
    tokens,
    documents,
  });
  const pageConfig = { version, form: config.form, loginUrl: publicUrls.login, clientUrl: publicUrls.client };
  const client = pageApp(gateway, auth, {
    assetsDir,
    page: 'client.html',
    config: pageConfig,
    serviceWorker: 'src-sw.js',
  });
  const login = withClientRedirect(
    pageApp(gateway, auth, { assetsDir, page: 'login.html', config: pageConfig }),
    publicUrls.client,
  );
  const origins = { login, client, gateway, files: storeApp(store, config.s3) };

  const servers = await Promise.all(
    Object.entries(origins).map(async ([name, app]) => {
      const port = config.listen[name as keyof typeof origins];
      const server = listen({ fetch: logged(name, app), port, hostname: '0.0.0.0' }) as Server;
      // Node closes idle connections after five seconds; a client that is busy for longer writes into a closed one.
      server.keepAliveTimeout = 60_000;
      if (!server.listening) await once(server, 'listening');
      return server;
    }),
  );
  return {
    stop: async () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await database.end();
    },
  };
}
