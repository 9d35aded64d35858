import type { CertificateOptions } from '../certificate/certificate.ts';
import type { Result } from '../result/result.ts';

/** A result and where its forms go. */
export interface PublishRequest {
  result: Result;
  /** Where the forms go, for people and programs. */
  reportsDir: string;
  /** Where is kept what runs know of one another. */
  stateDir: string;
  /** The run's folder with its evidence; null: the command ended before there was one. */
  runDir: string | null;
  /** The certificate and the evidence; null: not for this kind of run. `keyFile`: what signs the evidence. */
  paper: (CertificateOptions & { keyFile: string | null }) | null;
  metricsFile: string | null;
  /** Where CI shows a summary (GITHUB_STEP_SUMMARY); null: nowhere. */
  stepSummary: string | null;
  /** A stored run is shown once more: nobody learns a new verdict. */
  again?: boolean;
  print: (line: string) => void;
}
