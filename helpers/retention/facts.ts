/** What the listing of the backup directory and the hosts' schedules showed. To be refined by retention. */
export interface RetentionFacts {
  placeholder?: never;
}
