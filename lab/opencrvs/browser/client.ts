import { ask, authorized } from './api.ts';
import { loadCountryLogo } from './country-logo.ts';
import { playCountry } from '../forms/current-form.ts';
import { eventTypePage } from './declare/event-type-page.ts';
import { formPage } from './declare/form-page.ts';
import { reviewPage } from './declare/review-page.ts';
import { installed } from './install.ts';
import { oopsPage } from './oops-page.ts';
import { pageConfig } from './page-config.ts';
import { pinCreated } from './pin-page.ts';
import { recordPage } from './record/record-page.ts';
import { goTo, startRouter } from './router.ts';
import { claims, takeTokenFromAddress, toLogin, type SessionUser } from './session.ts';
import { applyStyle } from './style.ts';
import { searchPage, workqueuePage } from './list-pages.ts';

/** The page of the present address. */
async function render(user: SessionUser): Promise<void> {
  const { pathname, search } = location;
  const record = /^\/events\/([\w-]+)(?:\/(record|audit))?$/.exec(pathname);
  try {
    const form = /^\/events\/declare\/([\w-]+)\/(review|pages\/(\w+))$/.exec(pathname);
    if (pathname === '/events/create') eventTypePage();
    else if (form?.[1] !== undefined) await declarePage(user, form[1], form[3]);
    else if (record?.[1] !== undefined) await recordPage(user, record[1], record[2] ?? 'summary');
    else if (pathname === '/search') await searchPage(user, new URLSearchParams(search).get('term') ?? '');
    else if (pathname.startsWith('/workqueue/')) await workqueuePage(user, pathname.split('/')[2] ?? '');
    else goTo('/workqueue/assigned-to-you');
  } catch (error) {
    console.error(error);
    oopsPage((error as Error).message);
  }
}

const declarePage = (user: SessionUser, eventId: string, page: string | undefined): Promise<void> =>
  page === undefined ? reviewPage(user, eventId) : formPage(user, eventId, page);

async function start(): Promise<void> {
  playCountry(pageConfig().form);
  applyStyle();
  takeTokenFromAddress();
  await installed();
  const known = claims();
  if (known === null || known.exp < Date.now() / 1000) return toLogin();
  localStorage.setItem('running-version', pageConfig().version);
  const [user] = await Promise.all([
    ask<SessionUser>('user.get', known.sub).catch(() => null),
    loadCountryLogo('/api/publicConfig'),
    // Opens the runtime cache, which attachments are put into.
    authorized('/api/config'),
    fetch('/api/ping'),
  ]);
  // The token may outlive its user: a restore brings other users.
  if (user === null) return toLogin();
  await pinCreated(user.id);
  await startRouter(() => render(user));
}

void start();
