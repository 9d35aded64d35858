import { z } from 'zod';
import { FailureError } from '../../base/outcome.ts';

/** One right of a user: what it allows, and where or to which events it is limited. */
export interface Scope {
  /** `record.register`. */
  type: string;
  /** `placeOfEvent` → [`administrativeArea`]. */
  options: Record<string, string[]>;
}

/** What a token says about its bearer. */
export interface Claims {
  userId: string;
  role: string;
  scopes: Scope[];
  /** ISO 8601. */
  expiresAt: string;
}

const PAYLOAD = z.object({
  sub: z.string().min(1).max(200),
  role: z.string().max(200).optional(),
  scope: z.array(z.string().max(10_000)).max(1000).optional(),
  exp: z.number().positive().max(8e12),
});

/** A token goes into a header: anything but these letters would end it there. */
const FORM = /^[\w-]{1,4000}\.[\w-]{1,60000}\.[\w-]{0,4000}$/;

/**
 * The part of a token that says whose it is, read without checking its signature: that is the server's part.
 *
 * @throws FailureError `unexpected` for anything else
 */
export function payloadOf(token: string, whose = 'the environment'): z.infer<typeof PAYLOAD> {
  const { data } = PAYLOAD.safeParse(FORM.test(token) ? parsed(token.split('.')[1] ?? '') : null);
  if (data === undefined)
    throw new FailureError('unexpected', `${whose} gave a token that is not as OpenCRVS makes it`);
  return data;
}

/** What a token says. @throws as `payloadOf` */
export function claimsOf(token: string, whose?: string): Claims {
  const { sub, role = '', scope = [], exp } = payloadOf(token, whose);
  return {
    userId: sub,
    role,
    scopes: scope.map(parseScope),
    expiresAt: new Date(exp * 1000).toISOString(),
  };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/**
 * Reads one scope in either form: 2.0 writes `type=record.register&placeOfEvent=all`, 1.9 writes
 * `record.register[event=birth|death]`.
 */
export function parseScope(text: string): Scope {
  if (text.startsWith('type=')) {
    const parts = [...new URLSearchParams(text)];
    const options = parts
      .filter(([name]) => name !== 'type')
      .map(([name, value]) => [name, value.split(',')]);
    return { type: parts[0]?.[1] ?? '', options: Object.fromEntries(options) as Scope['options'] };
  }
  const [, type = text, inside = ''] = /^([^[]*)\[(.*)\]$/.exec(text) ?? [];
  const options = inside === '' ? [] : inside.split(',').map((pair) => pair.split('='));
  return {
    type,
    options: Object.fromEntries(options.map(([name = '', values = '']) => [name, values.split('|')])),
  };
}
