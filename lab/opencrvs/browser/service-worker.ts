/// <reference lib="webworker" />

// The worker's own scope; the DOM library that the rest is typed with names it differently.
const worker = self as unknown as ServiceWorkerGlobalScope;

const CACHED_FIRST = /^https?:\/\/[^/]+(.*)?\/[^/?]+\.(jpg|png|jpeg|pdf|svg)(\?.*)?$/i;
const precache = `workbox-precache-v2-${worker.registration.scope}`;
const runtime = `workbox-runtime-${worker.registration.scope}`;

worker.addEventListener('install', (event) => {
  const files = ['/assets/client.js', '/assets/pdf.js', '/assets/pdf.worker.mjs', '/config.js'];
  event.waitUntil(caches.open(precache).then((cache) => cache.addAll(files)));
  void worker.skipWaiting();
});

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (CACHED_FIRST.test(request.url)) event.respondWith(cacheFirst(request));
  else if (new URL(request.url).pathname === '/api/config') event.respondWith(networkFirst(request));
});

/**
 * Anything that ends like a picture or a PDF, also the JSON about one and the page that stands in for a missing one: once
 * answered with 200, never asked again in this profile. An unreachable host is an error here as it is without a worker.
 */
async function cacheFirst(request: Request): Promise<Response> {
  const cache = await caches.open(runtime);
  const cached = await cache.match(request);
  if (cached !== undefined) return cached;
  const response = await fetch(request);
  if (response.status === 200) await cache.put(request, response.clone());
  return response;
}

async function networkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(runtime);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const cached = await cache.match(request);
    if (cached !== undefined) return cached;
    throw error;
  }
}
