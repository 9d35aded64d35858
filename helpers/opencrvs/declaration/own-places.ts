/** Places of the country as far as a declaration may name them: those of the user's own jurisdiction. */
export interface OwnPlaces {
  /** Areas from the highest level down to one without areas below it; empty where the country has none. */
  areas: readonly string[];
  /** One location of each type (`HEALTH_FACILITY`, `CRVS_OFFICE`) that has one in the jurisdiction. */
  locations: Readonly<Record<string, string>>;
  /** Every area of the country without areas below it. */
  leafAreaIds: readonly string[];
  /** Ids in words, for people. */
  names: Readonly<Record<string, string>>;
}
