/** A file of the test registration, as production stored it. */
export interface Attachment {
  /** Field of the event configuration, `documents.proofOfBirth`. */
  field: string;
  /** Option chosen for a field that takes several files, `NATIONAL_ID`; absent otherwise. */
  option?: string;
  /** Object key in the bucket, without the bucket's name. */
  key: string;
  mediaType: string;
  originalFilename: string;
  bytes: number;
  /** Of the bytes read back from production after the upload: the client may recompress. */
  sha256: string;
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
  /** ISO 8601, production's own time of REGISTER:Accepted, or of DECLARE:Accepted for one that goes no further. */
  registeredAt: string;
  /** The declaration's fields by id, as production gave them back afterwards. */
  declaration: Record<string, unknown>;
  attachments: Attachment[];
}
