import { z } from 'zod';

/** The one environment variable through which it goes. */
const NAME = 'PROOF_HANDOVER';

const HAND_OVER = z.object({
  /** Folder of the run that the processes take part in. */
  runDir: z.string(),
  /** Where they share what they learn of secrets. */
  secretsFile: z.string(),
  /** Where they share their logins. */
  sessionsDir: z.string(),
  /** Where Playwright keeps its own notes, which pass no redactor. */
  outputDir: z.string(),
  /** Public keys that the browser takes, proven against a private authority; empty: none. */
  trustedKeys: z.string().default(''),
  /** Where SSH logins are counted over processes; null: they are not limited. */
  loginLedger: z.string().nullable().default(null),
  /** Where proven archives are remembered over runs; null: nowhere. */
  archiveLedger: z.string().nullable().default(null),
  /** Where copies off the site, and restore drills, are remembered; null: nowhere. */
  offsiteLedger: z.string().nullable().default(null),
  drillLedger: z.string().nullable().default(null),
});

/** What a command hands over to Playwright's runner and its workers, beside the settings of the deployment. */
export type HandOver = z.infer<typeof HAND_OVER>;

/** Writes it as a part of an environment. */
export const handOver = (told: z.input<typeof HAND_OVER>): Record<string, string> => ({
  [NAME]: JSON.stringify(told),
});

/** Reads it; null: no command started this process for a proof. */
export function handedOver(env: Record<string, string | undefined> = process.env): HandOver | null {
  const text = env[NAME];
  return text === undefined ? null : HAND_OVER.parse(JSON.parse(text));
}
