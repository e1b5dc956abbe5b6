// Keeps one page of a phone and its parts, so that it opens without a connection: that of reports,
// which names nobody, or an officer's own card. It goes when whoever had it is signed out.

interface Kept {
  scope: string;
  shell: string;
  parts: string[];
}

interface Extendable extends Event {
  waitUntil(doing: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const here = self as unknown as {
  SUMMITRY: Kept;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: string, doing: (event: Event) => void): void;
};
const { scope, shell, parts } = here.SUMMITRY;
const CACHE = `summitry-intake ${scope}`;

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const answer = await fetch(shell, { redirect: "manual" });
  if (answer.ok) await cache.put(shell, answer);
  await cache.addAll(parts);
}

async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    // The way to sign in: whoever opens the page next need not be whose page this was.
    if (answer.type === "opaqueredirect") await caches.delete(CACHE);
    else if (answer.ok) void fill().catch(() => undefined);
    return answer;
  } catch (problem) {
    const found = await caches.match(shell);
    if (found === undefined) throw problem;
    return found;
  }
}

async function part(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (problem) {
    const found = await caches.match(request, { ignoreSearch: true });
    if (found === undefined) throw problem;
    return found;
  }
}

here.addEventListener("install", (event) => {
  (event as Extendable).waitUntil(fill().then(() => here.skipWaiting()));
});
here.addEventListener("activate", (event) => {
  (event as Extendable).waitUntil(here.clients.claim());
});
here.addEventListener("fetch", (event) => {
  const asked = event as Fetching;
  const path = new URL(asked.request.url).pathname;
  if (asked.request.method !== "GET") return;
  if (asked.request.mode === "navigate" && path === scope) asked.respondWith(page(asked.request));
  else if (parts.includes(path)) asked.respondWith(part(asked.request));
});
