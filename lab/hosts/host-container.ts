import { GenericContainer, Wait } from 'testcontainers';
import { HOST_LABEL } from '../engine/labels.ts';
import type { HostName } from '../engine/host-names.ts';

/** sshd is up in 0.3 s; a machine under load may take longer, half a minute is a fault. */
const START_TIMEOUT_MS = 30_000;

/**
 * A host of the lab before it runs: its name is its role, its name on the lab's network and what its shell
 * prompt says.
 */
export class HostContainer extends GenericContainer {
  constructor(
    image: string,
    private readonly role: HostName,
    private readonly network: string,
  ) {
    super(image);
    this.withHostname(role)
      .withLabels({ [HOST_LABEL]: role })
      .withNetworkMode(network)
      // For faults of the network; never SYS_TIME, which would move the clock of the machine that runs the
      // lab.
      .withAddedCapabilities('NET_ADMIN')
      .withAutoCleanup(false)
      .withStartupTimeout(START_TIMEOUT_MS)
      .withWaitStrategy(Wait.forLogMessage(/Server listening on 0\.0\.0\.0 port 22\./));
  }

  /**
   * What the builder cannot say: ports are published to this machine alone, and the name on the network is
   * the role.
   */
  protected override beforeContainerCreated(): Promise<void> {
    const bindings = (this.hostConfig.PortBindings ?? {}) as Record<string, { HostIp?: string }[]>;
    for (const binding of Object.values(bindings).flat()) binding.HostIp = '127.0.0.1';
    this.createOpts.NetworkingConfig = { EndpointsConfig: { [this.network]: { Aliases: [this.role] } } };
    return Promise.resolve();
  }
}
