import type { StartedTestContainer } from 'testcontainers';
import type { HostFile } from '../engine/host-file.ts';
import type { HostName } from '../engine/host-names.ts';

/** A command on a lab host that did not end well. */
export class HostError extends Error {
  override readonly name = 'HostError';
}

/**
 * A running host of the lab, as the lab itself reaches it: as root, past SSH. The verifier never comes this
 * way.
 */
export class LabHost {
  constructor(
    readonly name: HostName,
    private readonly container: StartedTestContainer,
  ) {}

  /** The port on 127.0.0.1 behind which a port of this host lies. */
  port(inside: number): number {
    return this.container.getMappedPort(inside);
  }

  /**
   * Runs a shell command as root and gives what it printed.
   *
   * @throws HostError when it fails
   */
  async sh(script: string, env: Record<string, string> = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.container.exec(['bash', '-c', script], { env });
    if (exitCode !== 0) {
      throw new HostError(
        `on ${this.name}: ${script.split('\n')[0]} → ${exitCode}: ${stderr.trim() || stdout.trim()}`,
      );
    }
    return stdout;
  }

  /** The container engine's name for it. */
  get id(): string {
    return this.container.getId();
  }

  /** Lays files down, root's. */
  async write(...files: HostFile[]): Promise<void> {
    await this.container.copyContentToContainer(files);
  }
}

export type LabHosts = Record<HostName, LabHost>;
