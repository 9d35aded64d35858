import { roleLabel } from '../farajaland/roles.ts';
import { el, icon } from './dom.ts';
import { logOut, type SessionUser } from './session.ts';

/** The user's menu; its last entry logs out. */
export function profileMenu({ name, role }: SessionUser): HTMLElement {
  const menu = el('nav', { id: 'ProfileMenu-dropdownMenu' });
  const items = el(
    'ul',
    { class: 'menu' },
    el('li', {}, `${name.firstname} ${name.surname} ${roleLabel(role)}`),
    el('li', {}, icon(), 'Settings'),
    el('li', { onclick: () => void logOut() }, icon(), 'Logout'),
  );
  const toggle = () => (items.isConnected ? items.remove() : menu.append(items));
  menu.append(el('button', { 'aria-label': 'Profile', onclick: toggle }, icon()));
  return menu;
}
