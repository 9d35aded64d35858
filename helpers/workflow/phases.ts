/** The phases of a whole proof, in order: each has a spec in `tests/acceptance`, numbered so that Playwright keeps the order. */
export const PROOF_PHASES = ['registration', 'nightly-cycle', 'backup-host', 'staging', 'clean-up'] as const;

/** A phase's spec. */
export const specOf = (phase: string): string =>
  `${1 + PROOF_PHASES.findIndex((known) => known === phase)}-${phase}.spec.ts`;

/** The phase whose spec a file is; empty for any other file. */
export const phaseOf = (file: string): string => /\b\d-([a-z-]+)\.spec\.ts$/.exec(file)?.[1] ?? '';
