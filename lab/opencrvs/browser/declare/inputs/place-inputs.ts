import { el } from '../../dom.ts';
import { countryForm } from '../../../forms/current-form.ts';
import type { Area } from '../places.ts';
import { domId, labelOf, type Form, type Input } from './form.ts';
import { dropdown } from './dropdown.ts';
import { searchBox } from './search-box.ts';

export const facilityInput: Input = (field, form) => [
  el('div', {}, labelOf({ ...field, label: field.reviewLabel ?? field.label })),
  searchBox({
    id: domId(field.id),
    choices: () => form.places.facilities.map(({ id, name }) => ({ value: id, label: name })),
    chosen: form.draft.answers[field.id] as string | undefined,
    choose: (value) => form.answer(field.id, value),
  }),
];

/** An area by itself, within the one that another field names. */
export const areaInput: Input = (field, form) => [
  el('div', {}, labelOf(field)),
  searchBox({
    id: domId(field.id),
    choices: () => {
      const above = field.partOf === undefined ? null : form.draft.answers[field.partOf];
      return form.places.areas
        .filter(({ parentId }) => parentId === (above ?? null))
        .map(({ id, name }) => ({ value: id, label: name }));
    },
    chosen: form.draft.answers[field.id] as string | undefined,
    choose: (value) => form.answer(field.id, value),
  }),
];

const LEVELS = ['Province', 'District', 'Village'];
const STREET = ['Town', 'Residential Area', 'Street', 'Number', 'Postcode / Zip'].map((label) => ({
  id: label.toLowerCase().replaceAll(/\W+/g, '-'),
  label,
}));

interface Address {
  country: string;
  addressType: string;
  administrativeArea?: string;
  streetLevelDetails: Record<string, string>;
}

/** Country, the levels down to the village, and the street; an area counts when it is the lowest. */
export const addressInput: Input = (field, form) => {
  const address: Address = {
    country: countryForm().countryCode,
    addressType: 'DOMESTIC',
    streetLevelDetails: {},
    ...(form.draft.answers[field.id] as object | undefined),
  };
  const { country, countryCode } = countryForm();
  const answer = () => form.answer(field.id, structuredClone(address));
  return [
    el('div', {}, labelOf({ label: 'Country', required: true })),
    dropdown([{ value: countryCode, label: country }], address.country, () => undefined),
    levelInputs(form, address, answer),
    ...(field.street ?? STREET).flatMap(({ id, label }) => {
      const input = el('input', { id, type: 'text', value: address.streetLevelDetails[id] ?? '' });
      input.addEventListener('input', () => {
        address.streetLevelDetails[id] = input.value;
        answer();
      });
      return [el('div', {}, label), input];
    }),
  ];
};

function levelInputs(form: Form, address: Address, answer: () => void): HTMLElement {
  const { areas, path } = form.places;
  let chosen: Area[] = path(address.administrativeArea ?? form.user.administrativeAreaId);
  const block = el('div', {});
  const draw = (changed?: number) =>
    block.replaceChildren(
      ...LEVELS.flatMap((level, depth) => {
        const label = labelOf({ label: level, required: true });
        const above = depth === 0 ? null : chosen[depth - 1]?.id;
        const within = areas.filter(({ parentId }) => parentId === above);
        const box = searchBox({
          id: level.toLowerCase(),
          name: label,
          choices: () => within.map(({ id, name }) => ({ value: id, label: name })),
          chosen: chosen[depth]?.id,
          isNew: depth === changed,
          choose: (value) => {
            chosen = path(value);
            const isLowest = !areas.some(({ parentId }) => parentId === value);
            if (isLowest) address.administrativeArea = value;
            else delete address.administrativeArea;
            answer();
            draw(depth);
          },
        });
        return [el('div', {}, label), box];
      }),
    );
  draw();
  return block;
}
