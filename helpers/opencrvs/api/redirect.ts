import type { Response } from 'undici';
import { ownOrigins } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { AnswerError } from './ask.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends its asker; null: nowhere, it is the answer. Node's own fetch would follow a 307 with the whole body, so
 * that a name with its password, a token or a file would be handed to whoever the redirect names.
 *
 * @throws AnswerError `unexpected` for a redirect that must not be followed
 */
export function redirectedTo(
  environment: Environment,
  { what, from, isPublic }: { what: string; from: string; isPublic: boolean },
  { status, headers }: Response,
): string | null {
  const location = headers.get('location');
  if (!REDIRECTS.has(status) || location === null) return null;
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  const where =
    to === null ? 'an address that cannot be read' : to.origin === 'null' ? to.protocol : to.origin;
  const isOwn = to !== null && ownOrigins(environment).has(to.origin);
  if (isPublic && isOwn) return to.href;
  const why = isPublic
    ? `which is none of ${environment.name}’s own addresses`
    : 'which was not followed, because the request carries a secret';
  throw new AnswerError(
    'unexpected',
    `${environment.name} redirected ${what} (${status}) to ${where}, ${why}; ` +
      `if that address is right, set it in the ${environment.name.toUpperCase()}_…_URL settings`,
    status,
  );
}
