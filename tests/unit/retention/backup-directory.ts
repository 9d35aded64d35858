import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { addDays } from '../../../helpers/schedule/local-time.ts';

const SALTED = Buffer.concat([Buffer.from('Salted__'), Buffer.alloc(1016, 7)]);

/**
 * A real backup directory, in a folder of its own that is closed to others; for the listing as it really is.
 */
export class BackupDirectory {
  /** As in a home directory: the folder above may be opened to others by a test. */
  readonly home: string;
  readonly path: string;

  constructor(parent = tmpdir()) {
    this.home = mkdtempSync(join(parent, 'retention-'));
    this.path = join(this.home, 'backups');
    mkdirSync(this.path, { mode: 0o755 });
  }

  /** Puts a file there, its directory too, with the time of the last change that it is to have. */
  file(path: string, at: Date, content: Buffer | string = SALTED): void {
    this.directory(dirname(path));
    writeFileSync(join(this.path, path), content, { mode: 0o644 });
    utimesSync(join(this.path, path), at, at);
  }

  directory(path: string): void {
    mkdirSync(join(this.path, path), { recursive: true, mode: 0o755 });
  }

  /**
   * The nights up to a date, oldest first, each made some minutes after its midnight.
   *
   * @param midnight when a date begins, in the zone of the test
   */
  nights(
    newest: string,
    count: number,
    midnight: (date: string) => Date,
    files = (date: string) => [`${date}.tar.gz.enc`],
  ): void {
    for (let i = count - 1; i >= 0; i--) {
      const date = addDays(newest, -i);
      const made = new Date(midnight(date).getTime() + 5 * 60_000);
      for (const name of files(date)) this.file(`${date}/${name}`, made);
      utimesSync(join(this.path, date), made, made);
    }
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
