import type { StartedRegistry } from '../../lab/opencrvs/start-registry.ts';
import { attachedDeployment } from './attached-deployment.ts';
import { ownFake } from './own-fake.ts';

export interface Credentials {
  username: string;
  password: string;
  /** Asked once a login. */
  secondFactor: () => Promise<string>;
}

/** The OpenCRVS that is held to the recorded answers. */
export interface Asked {
  urls: StartedRegistry['urls'];
  /** Values of placeholders that are known before anything is asked. */
  known: Map<string, string>;
  /** What a page shows of this deployment's places and people → the placeholder for it. */
  names: Map<string, string>;
  /** By the name of a recorded user; null: this deployment's was not told to us. */
  credentials: (recordedUser: string) => Credentials | null;
  /** Where it is our own: it can be restarted, and its stores lie open. */
  registry: StartedRegistry | null;
  mayWrite: boolean;
  end(): Promise<void>;
}

/** The settings of a deployment that is asked instead of a fake of our own; undefined: none. */
export const AGAINST = process.env['CONTRACT_AGAINST'];

/** A fake that is started now, or the deployment that CONTRACT_AGAINST describes. */
export const whoIsAsked = (): Promise<Asked> =>
  AGAINST === undefined ? ownFake() : attachedDeployment(AGAINST);
