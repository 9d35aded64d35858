/** A declared birth that exists on staging alone. */
export interface Marker {
  eventId: string;
  trackingId: string;
  /** Of one of its files. */
  key: string;
}

/** What of the marker was still there. */
export interface MarkerFacts {
  trackingId: string;
  found: boolean;
  opens: boolean;
  fileServed: boolean;
}
