/** A file of the test registration, as production stored it. */
export interface Attachment {
  /** Field of the event configuration, `documents.proofOfBirth`. */
  field: string;
  /** Option chosen for a field that takes several files, `NATIONAL_ID`; absent otherwise. */
  option?: string;
  /** Drawn by the informant, and shown apart from the documents; absent where the run began before this was kept. */
  isSignature?: boolean;
  /** Object key in the bucket, without the bucket's name. */
  key: string;
  mediaType: string;
  originalFilename: string;
  bytes: number;
  /** Of the bytes read back from production after the upload: the client may recompress. */
  sha256: string;
}

/** Whether pages show a file as a signature: as the form says, or as in Farajaland where the run does not know. */
export const isSignature = ({ isSignature: kept, field }: Attachment): boolean =>
  kept ?? field.startsWith('review.');

/** What pages and searches know a record by. */
export interface ShownAs {
  /** The field that holds the child's name, `child.name`. */
  nameField: string;
  /** What lists and the record page title it with. */
  title: string;
  /** Id of the facility, office or area where it happened. */
  place: unknown;
}

/** The synthetic birth record of a run, as production accepted it. */
export interface TestRegistration {
  eventId: string;
  trackingId: string;
  /** Null: it was declared and goes no further. */
  registrationNumber: string | null;
  /** Random text, unique to the run, that is visible in every attachment and in the review comment. */
  runToken: string;
  childName: { firstname: string; surname: string };
  /** What the country's own form makes of the record; absent where the run began before this was kept. */
  shownAs?: ShownAs;
  /** ISO 8601, production's own time of REGISTER:Accepted, or of DECLARE:Accepted for one that goes no further. */
  registeredAt: string;
  /** The declaration's fields by id, as production gave them back afterwards. */
  declaration: Record<string, unknown>;
  attachments: Attachment[];
}

/** What a record is known by, as in Farajaland where the run does not say. */
export const shownAs = ({ shownAs: kept, childName, declaration }: TestRegistration): ShownAs =>
  kept ?? {
    nameField: 'child.name',
    title: `${childName.firstname} ${childName.surname}`,
    place: declaration['child.birthLocationId'],
  };
