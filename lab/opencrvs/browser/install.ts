import { el, show } from './dom.ts';

/**
 * Waits until the service worker controls the page. Without one nothing else can work (it alone serves attachments), and the
 * page says that it is installing for ever.
 */
export async function installed(): Promise<void> {
  if (navigator.serviceWorker?.controller) return;
  show(el('div', { id: 'readyInstallation' }, 'Installing application...'));
  const controlled = new Promise<void>((resolve) => {
    navigator.serviceWorker?.addEventListener('controllerchange', () => resolve(), { once: true });
  });
  await navigator.serviceWorker?.register('/src-sw.js').catch(() => undefined);
  if (!navigator.serviceWorker?.controller) await controlled;
}
