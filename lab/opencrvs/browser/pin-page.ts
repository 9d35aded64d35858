import { el, show } from './dom.ts';
import { recall, remember } from './local-store.ts';
import { countryLogo } from './country-logo.ts';

const USER_DATA = 'USER_DATA';

interface UserData {
  userId: string;
  pinHash: string;
}

/** Makes the user create a PIN when this browser profile has none for them; then resolves. */
export async function pinCreated(userId: string): Promise<void> {
  const known = (await recall<UserData[]>(USER_DATA)) ?? [];
  if (known.some((data) => data.userId === userId)) return;
  const pin = await createdPin();
  await remember(USER_DATA, [...known, { userId, pinHash: await hash(pin) }]);
}

async function createdPin(): Promise<string> {
  let problem = '';
  for (;;) {
    const pin = await typedPin(
      'Create a PIN',
      'Four digits that neither repeat one digit nor count up or down',
      problem,
    );
    problem = isTooSimple(pin) ? 'PIN is too simple' : '';
    if (problem !== '') continue;
    const again = await typedPin('Re-enter your PIN', 'The same four digits once more');
    if (again === pin) return pin;
    problem = 'PIN codes did not match. Please try again.';
  }
}

function typedPin(title: string, hint: string, problem = ''): Promise<string> {
  return new Promise((resolve) => {
    const input = el('input', { id: 'pin-input', type: 'number', class: 'pin' });
    const dots = el('div', { class: 'dots' });
    let typed = '';
    // The field never holds more than the last digit; what counts is typed here.
    input.addEventListener('keydown', (event) => {
      if (/^\d$/.test(event.key)) typed += event.key;
      else if (event.key === 'Backspace') typed = typed.slice(0, -1);
      dots.textContent = '●'.repeat(typed.length);
      if (typed.length === 4) resolve(typed);
    });
    const container = el('div', { id: 'pin-keypad-container', onclick: () => input.focus() }, input, dots);
    show(
      el(
        'div',
        { id: 'Box' },
        countryLogo(),
        el('h1', { id: 'title-text' }, title),
        el('p', {}, hint),
        problem !== '' && el('div', { id: 'error-text' }, problem),
        container,
      ),
    );
    input.focus();
  });
}

function isTooSimple(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  return steps.size === 1 && ['0', '1', '-1'].includes(String([...steps][0]));
}

async function hash(pin: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pin));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
