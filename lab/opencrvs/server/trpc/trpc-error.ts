/** tRPC's error codes with their JSON-RPC number and HTTP status, as far as the events service uses them. */
const CODES = {
  BAD_REQUEST: [-32600, 400],
  UNAUTHORIZED: [-32001, 401],
  FORBIDDEN: [-32003, 403],
  NOT_FOUND: [-32004, 404],
  METHOD_NOT_SUPPORTED: [-32005, 405],
  CONFLICT: [-32009, 409],
  INTERNAL_SERVER_ERROR: [-32603, 500],
} as const;

export type TrpcCode = keyof typeof CODES;

/** A refusal as the events service words it; without a message tRPC says the code itself. */
export class TrpcError extends Error {
  constructor(
    readonly code: TrpcCode,
    message: string = code,
  ) {
    super(message);
    this.name = 'TrpcError';
  }

  get number(): number {
    return CODES[this.code][0];
  }

  get httpStatus(): number {
    return CODES[this.code][1];
  }
}
