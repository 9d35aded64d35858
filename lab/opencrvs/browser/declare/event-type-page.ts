import { ask } from '../api.ts';
import { el } from '../dom.ts';
import { goTo } from '../router.ts';
import { exit, formFrame } from './form-frame.ts';

/** Asks what is to be declared. Going on makes a draft at once: a form that is left behind leaves it there. */
export function eventTypePage(): void {
  const radio = el('input', {
    id: 'eventType_birth',
    'data-testid': 'radio-option__birth',
    name: 'eventType',
    type: 'radio',
    'aria-label': 'Birth',
  });
  const proceed = async () => {
    if (!radio.checked) return;
    const transactionId = `tmp-${crypto.randomUUID()}`;
    // The form is opened under a name of its own, which gives way to the record's.
    const { id } = await ask<{ id: string }>('event.create', {
      type: 'birth',
      transactionId,
      createdAtLocation: null,
      declaration: null,
    });
    goTo(`/events/declare/${id}/pages/introduction`);
  };
  formFrame(
    'New declaration',
    [exit()],
    [
      el('div', {}, 'What type of event do you want to declare?'),
      el('ul', { class: 'radios' }, radio, el('label', { for: 'eventType_birth' }, 'Birth')),
      el('button', { id: 'continue', 'data-testid': 'continue', onclick: () => void proceed() }, 'Continue'),
    ],
    'Skip to main content',
  );
}
