/**
 * Everything the planner is made of, stored by this browser, so that it works without a network after it was loaded
 * once. The build puts the list of files before this script. A new version waits until the page asks for it; what
 * pages of the version before still load stays.
 */
declare const offlineSet: { version: string; files: Record<string, string> };

const worker = self as unknown as ServiceWorkerGlobalScope;
const cachePrefix = 'diku-program-';
const cacheName = cachePrefix + offlineSet.version;
/** Names of caches in order of their making: this version's and the one before are kept. */
const cachedVersions = 2;
const page = 'index.html';

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'use-new-version') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === undefined) return;
  // Licences, which are read where they are served.
  if (path.endsWith('.txt')) return;
  if (path === 'plan.json')
    event.respondWith(fetch(request).catch(() => new Response(null, { status: 204 })));
  else if (request.mode === 'navigate') event.respondWith(respond(page, request));
  else event.respondWith(respond(path, request));
});

/** All files or none: a version that lacks one would fail in the middle of somebody's work. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    for (const [path, hash] of Object.entries(offlineSet.files)) {
      await cache.put(urlOf(path), await verified(path, hash));
    }
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

/** A file of the version before where it is the same, else from the server; of no other content than was built. */
async function verified(path: string, hash: string): Promise<Response> {
  const known = await caches.match(urlOf(path));
  if (known && (await hashOf(known.clone())) === hash) return known;
  const response = await fetch(urlOf(path), { cache: 'no-cache' });
  if (!response.ok || (await hashOf(response.clone())) !== hash)
    throw new Error(`${path} is of another version`);
  return response;
}

async function hashOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function takeOver(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  for (const name of names.slice(0, Math.max(0, names.length - (cachedVersions - 1))))
    await caches.delete(name);
  await worker.clients.claim();
}

async function respond(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const persisted = (await cache.match(urlOf(path))) ?? (await caches.match(urlOf(path)));
  return persisted ?? fetch(request);
}

/** Path below the planner's address; undefined elsewhere. */
function pathOf(url: string): string | undefined {
  const { scope } = worker.registration;
  return url.startsWith(scope) ? url.slice(scope.length).split(/[?#]/, 1)[0] || page : undefined;
}

function urlOf(path: string): string {
  return new URL(path, worker.registration.scope).href;
}
