/* Answers for the form of a visit where there is no network: from a copy that names nobody but its
   reader. Nothing else is kept here but our own styles and scripts. */
'use strict';

const NAME = 'husay-visits-1';
const FORM = '{% url "visits-new" %}';
const COPY = '{% url "visits-offline" %}';
const STATIC = '{{ static_url }}';
const ASSETS = [{% for one in assets %}'{{ one }}'{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE_MS = 5000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(ASSETS)).then(copy).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = (names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(others).then(() => self.clients.claim()));
});

async function copy() {
  const answer = await fetch(COPY);
  if (answer.ok && !answer.redirected) await (await caches.open(NAME)).put(COPY, answer);
}

async function page(request) {
  const known = await caches.match(COPY);
  if (!known) return fetch(request);
  const late = new Promise((resolve) => { setTimeout(() => resolve(known.clone()), PATIENCE_MS); });
  return Promise.race([fetch(request).catch(() => known.clone()), late]);
}

async function asset(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(NAME)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const known = await caches.match(request);
    if (known) return known;
    throw error;
  }
}

self.addEventListener('message', ({ data }) => { if (data === 'copy') copy().catch(() => {}); });

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && address.pathname === FORM) event.respondWith(page(request));
  else if (address.pathname.startsWith(STATIC)) event.respondWith(asset(request));
});
