import { z } from 'zod';
import { FORM_NAMES } from './forms/form-names.ts';

const user = z.object({
  id: z.uuid(),
  username: z.string().min(1),
  password: z.string().min(1),
  role: z.string().min(1),
  /** Location id of the user's office; without it the country's first district's. */
  officeId: z.uuid().optional(),
  firstname: z.string().min(1),
  surname: z.string().min(1),
});

const ports = z.object({
  login: z.number().int(),
  client: z.number().int(),
  gateway: z.number().int(),
  files: z.number().int(),
});

/** What a fake is told at start: JSON in the file named by `REGISTRY_CONFIG`. */
export const registryConfig = z.object({
  environment: z.enum(['production', 'staging']),
  /** The country whose form and places it has. */
  form: z.enum(FORM_NAMES).default('farajaland'),
  /** Sent as `X-Version`; the login page asks for a reload when its own differs. */
  version: z.string().default('2.0.0'),
  listen: ports.default({ login: 7001, client: 7002, gateway: 7003, files: 7004 }),
  /** Origins as the browser and the API client see them, without a trailing slash. */
  publicUrls: z.object({ login: z.url(), client: z.url(), gateway: z.url(), files: z.url() }),
  postgres: z.object({
    /** Host name, or the directory of a unix socket. */
    host: z.string(),
    port: z.number().int().optional(),
    database: z.string().default('events'),
    user: z.string(),
    password: z.string().optional(),
  }),
  /** Object store: the bucket's objects are plain files below `<objectsDir>/ocrvs`. */
  objectsDir: z.string(),
  /** The search index, apart from the tables: a JSON line for each change. Removing it loses the index. */
  indexFile: z.string(),
  s3: z.object({ accessKey: z.string(), secretKey: z.string() }),
  users: z.array(user),
  /** The second factor that every login takes. */
  twoFactorCode: z.string().default('000000'),
  /** The country's own service confirms or refuses each registration later; without it all are accepted at once. */
  registration: z
    .object({ answer: z.enum(['accepted', 'rejected']), afterMs: z.number().int().min(0) })
    .optional(),
  /** Origin put into presigned URLs instead of `publicUrls.files`: a wrongly composed MINIO_URL. */
  minioUrlOverride: z.url().optional(),
});

export type RegistryConfig = z.infer<typeof registryConfig>;
export type Registration = NonNullable<RegistryConfig['registration']>;
/** A configuration as it is written: what has a default may be left out. */
export type RegistryConfigInput = z.input<typeof registryConfig>;
export type RegistryUser = z.infer<typeof user>;

/** Where the configuration lies inside a host, unless `REGISTRY_CONFIG` names another file. */
export const DEFAULT_CONFIG_PATH = '/etc/opencrvs/registry.json';
