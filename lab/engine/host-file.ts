/** A file laid down on a host; root's. */
export interface HostFile {
  target: string;
  content: string | Buffer;
  mode: number;
}
