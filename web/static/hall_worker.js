// The hall's worker: a page in words while there is no network, and pushes, which hold no secret.
const CACHE = "yishi-hall-1";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    const cache = await caches.open(CACHE);
    const kept = KEPT.map((path) => new URL(path, self.location).href);
    for (const request of await cache.keys()) {
      if (!kept.includes(request.url)) await cache.delete(request);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(`${BASE}/offline`)));
  } else if (new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((found) => found || fetch(request)));
  }
});

self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  event.waitUntil(
    self.registration.showNotification(told.title || "", {
      body: told.body || "",
      tag: "yishi",
      icon: ICON,
      badge: BADGE,
      data: told.at || BASE,
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const here = open.find((each) => new URL(each.url).pathname.startsWith(BASE));
      return here ? here.focus() : self.clients.openWindow(event.notification.data);
    }),
  );
});
