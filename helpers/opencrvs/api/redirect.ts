import type { Response } from 'undici';
import { ownOrigins } from '../environment.ts';
import type { Environment } from '../environment.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends its asker, if that may be followed; else why not. */
export type Redirect = { to: string } | { refused: string };

/**
 * What to make of an answer that may be a redirect; null: it is none. Node's own fetch would follow a 307 with the whole body, so
 * that a name with its password, a token or a file would be handed to whoever the redirect names.
 */
export function redirectOf(
  environment: Environment,
  { what, from, isPublic }: { what: string; from: string; isPublic: boolean },
  { status, headers }: Response,
): Redirect | null {
  const location = headers.get('location');
  if (!REDIRECTS.has(status) || location === null) return null;
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  const where =
    to === null ? 'an address that cannot be read' : to.origin === 'null' ? to.protocol : to.origin;
  if (isPublic && to !== null && ownOrigins(environment).has(to.origin)) return { to: to.href };
  const why = isPublic
    ? `which is none of ${environment.name}’s own addresses`
    : 'which was not followed, because the request carries a secret';
  return {
    refused:
      `${environment.name} redirected ${what} (${status}) to ${where}, ${why}; ` +
      `if that address is right, set it in the ${environment.name.toUpperCase()}_…_URL settings`,
  };
}
