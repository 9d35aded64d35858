import { countryLogo, loadCountryLogo } from './country-logo.ts';
import { el, icon, show } from './dom.ts';
import { pageConfig } from './page-config.ts';
import { applyStyle } from './style.ts';

interface Opened {
  nonce: string;
  email: string;
}

const redirectTo = new URLSearchParams(location.search).get('redirectTo') ?? '';

const field = (id: string, label: string, attributes: Record<string, string | number>) =>
  el(
    'div',
    { id: `${id}-form-input` },
    // Not tied to the input, as on the real page: whoever looks for it by its label finds nothing.
    el('label', { id: `${id}_label` }, label),
    el('input', { id, name: id, autocomplete: 'off', maxlength: 250, ...attributes }),
    id === 'password' && el('button', { type: 'button' }, icon()),
  );

const submit = (label: string) =>
  el('button', { id: 'login-mobile-submit', 'data-testid': 'login-mobile-submit', type: 'submit' }, label);

function page(title: string, form: HTMLFormElement, onsubmit: () => Promise<void>): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void onsubmit();
  });
  show(
    el('div', {}, el('span', {}, 'English'), el('input', { autocomplete: 'off', class: 'pin' })),
    el('div', { id: 'Box' }, countryLogo(), el('h1', {}, title), form),
  );
}

function toast(text: string): void {
  document.querySelector('.toast')?.remove();
  const note = el('div', { class: 'toast' }, el('span', {}, text));
  note.append(el('button', { id: 'undefinedCancel', type: 'button', onclick: () => note.remove() }, icon()));
  document.getElementById('root')?.append(note);
}

const post = (name: string, body: Record<string, string>) =>
  fetch(`/api/auth/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const valueOf = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';

function stepOne(): void {
  const forgotten = el(
    'a',
    { id: 'login-forgot-password', href: '/forgotten-item' },
    el('button', { type: 'button' }, "Can't login?"),
  );
  const form = el(
    'form',
    { id: 'STEP_ONE' },
    field('username', 'Username', { type: 'text' }),
    field('password', 'Password', { type: 'password' }),
    submit('Login'),
    forgotten,
  );
  page('Login to Farajaland CRVS', form, async () => {
    const credentials = { username: valueOf('username'), password: valueOf('password') };
    const response = await post('authenticate', credentials);
    if (!response.ok) return toast('Incorrect username or password');
    history.pushState(null, '', '/step-two');
    stepTwo((await response.json()) as Opened);
  });
}

function stepTwo({ nonce, email }: Opened): void {
  const form = el(
    'form',
    { id: 'STEP_TWO' },
    el('p', {}, `A code that is valid for 10 minutes has been sent to ${masked(email)}`),
    field('code', 'Verification code (6 digits)', { type: 'tel', maxlength: 6 }),
    submit('Verify'),
    el(
      'button',
      { id: 'login-mobile-resend', 'data-testid': 'login-mobile-resend', type: 'button' },
      'Resend Email',
    ),
  );
  page('Verify your account', form, async () => {
    const response = await post('verifyCode', { nonce, code: valueOf('code') });
    if (!response.ok) return toast('Incorrect verification code. Please try again');
    const { token } = (await response.json()) as { token: string };
    const query = new URLSearchParams({ token, lang: 'en' });
    location.assign(
      redirectTo === '' ? `/register?${query}` : `${pageConfig().clientUrl}${redirectTo}?${query}`,
    );
  });
}

const masked = (email: string) => email.replace(/^(.{3}).*(@.).*(\..).*$/, '$1******$2***$3**');

/** A login page of another version than the server's asks for a reload and shows no form. */
async function start(): Promise<void> {
  applyStyle();
  const response = await loadCountryLogo('/api/publicConfig');
  if (response.headers.get('x-version') !== pageConfig().version) {
    console.error('VERSION_MISMATCH');
    show(
      el(
        'div',
        { role: 'dialog' },
        el('h1', {}, 'Update available'),
        el('button', { onclick: () => location.reload() }, 'Reload'),
      ),
    );
    return;
  }
  stepOne();
}

void start();
