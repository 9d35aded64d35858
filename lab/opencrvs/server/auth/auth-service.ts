import { z } from 'zod';
import { ROLES } from '../../farajaland/roles.ts';
import type { Database } from '../database/pool.ts';
import { isPassword } from './password.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Tokens } from './token.ts';

/** An answer of the auth service before a proxy wraps it. */
export interface AuthAnswer {
  status: 200 | 400 | 401 | 403;
  body: unknown;
}

const ok = (body: unknown): AuthAnswer => ({ status: 200, body });

const ERRORS = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden' } as const;
const refuse = (status: 400 | 401 | 403, message: string = ERRORS[status]): AuthAnswer => ({
  status,
  body: { statusCode: status, error: ERRORS[status], message },
});

const credentials = z.strictObject({ username: z.string().optional(), password: z.string().optional() });
const code = z.strictObject({ nonce: z.string().optional(), code: z.string().optional() });
const token = z.object({ token: z.string() });

export interface AuthService {
  /** `POST /<name>` with a parsed JSON body; `null` for a name it does not have. */
  answer(name: string, body: unknown): Promise<AuthAnswer | null>;
}

export function authService(database: Database, tokens: Tokens, second: SecondFactor): AuthService {
  async function authenticate(body: unknown): Promise<AuthAnswer> {
    const given = credentials.safeParse(body);
    if (!given.success) return refuse(400, 'Invalid request payload input');
    const [user] = await database.query<{
      id: string;
      status: string;
      mobile: string;
      email: string;
      password_hash: string;
      salt: string;
    }>(
      `SELECT u.id, u.status, u.mobile, u.email, c.password_hash, c.salt
         FROM app.user_credentials c JOIN app.users u ON u.id = c.user_id WHERE c.username = $1`,
      [given.data.username ?? ''],
    );
    const { password } = given.data;
    if (user === undefined || password === undefined) return refuse(401);
    if (!(await isPassword(password, user.password_hash, user.salt))) return refuse(401);
    if (user.status === 'deactivated') return refuse(403);
    const { mobile, email, status } = user;
    return ok({ mobile, email, status, nonce: second.open(user.id) });
  }

  async function issueFor(userId: string): Promise<AuthAnswer> {
    const [user] = await database.query<{ id: string; role: string }>(
      'SELECT id, role FROM app.users WHERE id = $1',
      [userId],
    );
    if (user === undefined) return refuse(401);
    return ok({ token: tokens.issue({ ...user, scopes: ROLES[user.role]?.scopes ?? [] }) });
  }

  async function verifyCode(body: unknown): Promise<AuthAnswer> {
    const given = code.safeParse(body);
    if (!given.success) return refuse(400, 'Invalid request payload input');
    const userId = second.verify(given.data.nonce ?? '', given.data.code ?? '');
    return userId === null ? refuse(401) : issueFor(userId);
  }

  return {
    answer: async (name, body) => {
      if (name === 'authenticate') return authenticate(body);
      if (name === 'verifyCode') return verifyCode(body);
      if (!['refreshToken', 'verifyToken', 'invalidateToken'].includes(name)) return null;
      const given = token.safeParse(body);
      if (!given.success) return refuse(400, 'Invalid request payload input');
      const claims = tokens.isInvalidated(given.data.token) ? null : tokens.read(given.data.token);
      if (name === 'verifyToken') return ok({ valid: claims !== null });
      if (claims === null) return refuse(401);
      if (name === 'refreshToken') return issueFor(claims.sub);
      tokens.invalidate(given.data.token);
      return ok({});
    },
  };
}
