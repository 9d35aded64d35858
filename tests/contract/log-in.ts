import type { Credentials } from './asked.ts';

/**
 * A token, by way of the web server of the client: it hands logins on without counting them.
 *
 * @throws Error with the step and the status that were refused; never with what was sent
 */
export async function logIn(client: string, credentials: Credentials): Promise<string> {
  const post = async (name: string, body: object) => {
    const response = await fetch(`${client}/api/auth/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${name} was refused with ${response.status}`);
    return (await response.json()) as { nonce: string; token: string };
  };
  const { username, password } = credentials;
  const { nonce } = await post('authenticate', { username, password });
  return (await post('verifyCode', { nonce, code: await credentials.secondFactor() })).token;
}
