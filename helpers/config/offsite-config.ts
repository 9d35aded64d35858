/** Off-site copies and drills, as the settings say. */
export interface OffsiteConfig {
  /** Empty: none is configured. */
  dirs: readonly string[];
  requireMount: boolean;
  /** Days; never more than the retention. */
  maxAgeDays: number;
  drill: {
    maxAgeDays: number;
    /** Null: memory. */
    dir: string | null;
    /** Null: the newest PostgreSQL of this machine. */
    postgresBin: string | null;
  };
}

export function offsiteConfig(values: Record<string, unknown>): OffsiteConfig {
  const keep = values['AMOUNT_OF_BACKUPS_TO_KEEP'] as number;
  return {
    dirs: (values['OFFSITE_DIR'] as string[] | undefined) ?? [],
    requireMount: values['OFFSITE_REQUIRE_MOUNT'] as boolean,
    maxAgeDays: Math.min(keep, (values['OFFSITE_MAX_AGE_DAYS'] as number | undefined) ?? keep),
    drill: {
      maxAgeDays: values['DRILL_MAX_AGE_DAYS'] as number,
      dir: (values['DRILL_DIR'] as string | undefined) ?? null,
      postgresBin: (values['DRILL_POSTGRES_BIN'] as string | undefined) ?? null,
    },
  };
}
