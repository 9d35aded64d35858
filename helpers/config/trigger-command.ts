/** A command of the administrator's own that does what a job of the night does: kubectl, a workflow of CI. */
export interface TriggerCommand {
  command: string;
  /** Where it runs: on this machine, or over SSH on a host. */
  on: 'here' | 'production' | 'staging' | 'backup';
}
