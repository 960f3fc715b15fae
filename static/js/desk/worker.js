// The service worker of the receiving desk. It keeps one page and the files that this needs, none of which holds anything of a person
// or a parcel; every other page comes from the network or not at all. `DESK` (written before this by the server) names them with
// a version, so that a new release, or another language, replaces the whole.
'use strict';

// The desk and the shelves have a worker each, which is taken anew with its own pages only: neither throws away what the other keeps.
const OWN = `nusxa-desk-${new URL(self.registration.scope).pathname}-`;
const CACHE = `${OWN}${DESK.version}`;

async function install() {
  const cache = await caches.open(CACHE);
  const page = await fetch(DESK.page, { cache: 'reload' });
  if (!page.ok || page.redirected) throw new Error('nobody is signed in'); // it would be the page of signing in
  await cache.put(DESK.page, page);
  // A file that the page has just loaded is only asked after, so that a slow line does not carry the desk twice.
  await cache.addAll(DESK.files.map((file) => new Request(file, { cache: 'no-cache' })));
  await self.skipWaiting(); // pages take what they need from the network first, so the old and the new never mix
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(OWN) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function fromNetworkFirst(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await caches.match(kept, { cacheName: CACHE });
    if (answer) return answer;
    throw error;
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const path = new URL(request.url).pathname;
  if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request, DESK.page));
  else if (DESK.files.includes(path)) event.respondWith(fromNetworkFirst(request, path));
});
