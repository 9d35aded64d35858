/** A file laid down on a host before it starts; root's. */
export interface HostFile {
  target: string;
  content: string | Buffer;
  mode: number;
}
