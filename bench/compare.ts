import { shell, type Took } from './shell.ts';

export interface Contender {
  name: string;
  command: string;
  cwd?: string;
}

export interface Measured {
  name: string;
  /** Medians, seconds. */
  wall: number;
  cpu: number;
  stdout: string;
}

/**
 * Runs every contender once to warm up and then `rounds` times in turn, so that other work on the machine hits all of
 * them alike. Gives medians.
 */
export async function compare(
  contenders: readonly Contender[],
  rounds: number,
  cwd: string,
  env: Record<string, string>,
): Promise<Measured[]> {
  const took = new Map<string, Took[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, command, cwd: own } of contenders) {
      const result = await shell(command, own ?? cwd, env);
      if (round >= 0) took.get(name)!.push(result);
    }
  }
  return contenders.map(({ name }) => {
    const runs = took.get(name)!;
    return {
      name,
      wall: median(runs.map(({ wall }) => wall)),
      cpu: median(runs.map(({ cpu }) => cpu)),
      stdout: runs.at(-1)?.stdout ?? '',
    };
  });
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** A table with ratios to the first contender: how many times longer the others take. */
export function table(title: string, measured: readonly Measured[]): string {
  const [own] = measured;
  const rows = measured.map(
    ({ name, wall, cpu }) =>
      `| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${(wall / own!.wall).toFixed(2)} | ${(cpu / own!.cpu).toFixed(2)} |`,
  );
  return [
    `### ${title}`,
    '',
    '| | wall s | CPU s | wall, times ours | CPU, times ours |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
