import type { LabHosts } from '../hosts/lab-host.ts';

const FILE = '/etc/lab/clock';

/** Moves the clocks of all hosts to `at`, from where they go on, or back to the real time with null. */
export async function setClock(hosts: LabHosts, at: Date | null): Promise<void> {
  const seconds = at === null ? null : Math.round((at.getTime() - Date.now()) / 1000);
  const offset = seconds === null ? '' : `${seconds < 0 ? '' : '+'}${seconds}\n`;
  await Promise.all(
    Object.values(hosts).map((host) => host.write({ target: FILE, content: offset, mode: 0o644 })),
  );
}

/** Puts a host into a time zone, `Africa/Lusaka`. */
export async function setZone(hosts: LabHosts, zone: string): Promise<void> {
  const script = 'ln -sf "/usr/share/zoneinfo/$ZONE" /etc/localtime && echo "$ZONE" > /etc/timezone';
  await Promise.all(
    Object.values(hosts).map((host) =>
      host.sh(`[ -e /usr/share/zoneinfo/$ZONE ] && ${script}`, { ZONE: zone }),
    ),
  );
}
