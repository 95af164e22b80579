// What was sent but not taken yet, in the browser's own store: it outlives the page and the network.
const NAME = "yishi-hall";

const open = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("queue", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

const store = open().catch(() => null);
// Where the browser keeps nothing (a private window), or has lost its store (a phone that slept).
const memory = new Map();

const run = async (mode, act) => {
  const db = await store;
  if (!db) return undefined;
  return new Promise((resolve, reject) => {
    const asked = act(db.transaction("queue", mode).objectStore("queue"));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
};

const all = async () => {
  const stored = await run("readonly", (queue) => queue.getAll()).catch(() => []);
  return [...(stored ?? []), ...memory.values()];
};

export const keep = async (item) => {
  const done = await run("readwrite", (queue) => queue.put(item)).catch(() => undefined);
  if (done === undefined) memory.set(item.id, item);
};

export const drop = async (id) => {
  memory.delete(id);
  await run("readwrite", (queue) => queue.delete(id)).catch(() => undefined);
};

// When something was meant (ms): later than all before it, though a clock stood still or was set back.
let latest = 0;
export const meant = () => {
  latest = Math.max(Date.now(), latest + 1);
  return latest;
};

// What somebody has waiting, the oldest first.
export const kept = async (who) => {
  const theirs = (await all()).filter((one) => one.who === who);
  latest = Math.max(latest, ...theirs.map((one) => one.made));
  return theirs.sort((one, other) => one.made - other.made);
};

// What somebody else did not get sent, who used this browser before.
export const dropOthers = async (who) => {
  for (const one of await all()) if (one.who !== who) await drop(one.id);
};
