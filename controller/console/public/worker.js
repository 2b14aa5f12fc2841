// Opens the console from the device when the line is bad. Files under /assets carry their content's name and never change;
// pages are asked of the network first. Answers of the interface are never kept here: the page keeps and dates them itself.
const kShelf = 'loa-shell-1'
const kPatienceMs = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kShelf).then((shelf) => shelf.add('/ban-truc')).then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== kShelf).map((name) => caches.delete(name))))
  event.waitUntil(old.then(() => self.clients.claim()))
})

async function from_shelf_first(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) (await caches.open(kShelf)).put(request, answer.clone())
  return answer
}

async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(kPatienceMs) })
    if (answer.ok) (await caches.open(kShelf)).put('/ban-truc', answer.clone())
    return answer
  } catch {
    return (await caches.match('/ban-truc')) ?? Response.error()
  }
}

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith('/assets/') || pathname === '/loa.svg') event.respondWith(from_shelf_first(event.request))
  else if (event.request.mode === 'navigate' && pathname !== '/' && !pathname.startsWith('/demo') && !pathname.startsWith('/signer')) event.respondWith(page(event.request))
})
