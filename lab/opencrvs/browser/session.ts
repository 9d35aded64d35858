import { pageConfig } from './page-config.ts';

const KEY = 'opencrvs';

export interface SessionUser {
  id: string;
  name: { firstname: string; surname: string };
  role: string;
  primaryOfficeId: string;
  administrativeAreaId: string | null;
}

export const token = (): string => localStorage.getItem(KEY) ?? '';

/** Takes the token out of the address, so that it is neither shown nor kept in the history. */
export function takeTokenFromAddress(): void {
  const url = new URL(location.href);
  const given = url.searchParams.get('token');
  if (given === null) return;
  localStorage.setItem(KEY, given);
  history.replaceState(null, '', url.pathname);
}

/** The user's id and expiry of the token; null when there is none or it is unreadable. */
export function claims(): { sub: string; exp: number; scope: string[] } | null {
  try {
    const payload = token().split('.')[1] ?? '';
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as ReturnType<typeof claims>;
  } catch {
    return null;
  }
}

/** Leaves for the login page, which comes back to the present address; never resolves. */
export function toLogin(redirectTo = location.pathname): Promise<never> {
  localStorage.removeItem(KEY);
  const back = redirectTo === '/' ? '' : `&redirectTo=${redirectTo}`;
  location.assign(`${pageConfig().loginUrl}/?lang=en${back}`);
  return new Promise(() => {});
}

export async function logOut(): Promise<void> {
  const body = JSON.stringify({ token: token() });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token()}` };
  await fetch('/api/auth/invalidateToken', { method: 'POST', headers, body });
  await toLogin('/');
}
