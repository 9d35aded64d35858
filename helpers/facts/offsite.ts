import type { Layout } from './policy.ts';
import type { Outcome } from '../base/outcome.ts';

/** A file of a night as it was copied. */
export interface CopiedFile {
  /** Below the folder of the copies, as on the backup host: `2026-11-23/2026-11-23.tar.gz.enc`. */
  name: string;
  store: string | null;
  bytes: number;
  sha256: string;
}

/** What lies beside a copy as `<date>.json`, and what the ledger keeps of it. */
export interface Manifest {
  schema: 1;
  date: string;
  layout: Layout;
  files: CopiedFile[];
  /** The backup host it came from: `backup@backup.example.org:22`, and the host key that it showed. */
  from: { login: string; hostKeys: readonly string[] };
  /** ISO 8601. */
  copiedAt: string;
  /** How the copy was proven after it was written. */
  verified: string;
}

/** A copy of one night, known from its manifest or from the ledger. */
export interface KnownCopy {
  dir: string;
  date: string;
  copiedAt: string;
  /** When it was last found on its disk, ISO 8601. */
  seenAt: string;
  /** When it was last read whole, ISO 8601. */
  readAt: string;
}

/** A folder for copies, as it was found now. */
export interface OffsiteTarget {
  dir: string;
  /** Why it cannot be looked at: a disk that is in a safe is not mounted. Null: it can. */
  away: string | null;
  /** Nights with a manifest, newest first; empty while it is away. */
  nights: string[];
  /** Copies that differ from what the ledger says of them; names and sizes only are compared. */
  lost: { date: string; why: string }[];
}

/** One copy that was read again. */
export interface RereadCopy {
  dir: string;
  date: string;
  /** Why it is not what was copied; null: it is, to the last byte. */
  wrong: string | null;
}

export interface OffsiteFacts {
  /** ISO 8601. */
  lookedAt: string;
  targets: OffsiteTarget[];
  /** The newest state of every copy that is known, whether or not its disk is here. */
  copies: KnownCopy[];
  /** Null: there is none at hand. */
  reread: Outcome<RereadCopy | null>;
}
