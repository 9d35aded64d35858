import { engine } from '../engine.ts';

/** The lab's own network; hosts find each other on it by their roles. */
export interface LabNetwork {
  name: string;
  remove(): Promise<void>;
}

export async function createNetwork(name: string, labels: Record<string, string>): Promise<LabNetwork> {
  const network = await (await engine()).createNetwork({ Name: name, CheckDuplicate: true, Labels: labels });
  return { name, remove: async () => void (await network.remove()) };
}
