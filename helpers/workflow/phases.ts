/** The phases of a whole proof, in order: each is a Playwright project with a spec of its name. */
export const PROOF_PHASES = ['registration', 'nightly-cycle', 'backup-host', 'staging', 'clean-up'] as const;
