/** What one pass over an archive saw. To be refined by the archive reader. */
export interface ArchiveFacts {
  placeholder?: never;
}
