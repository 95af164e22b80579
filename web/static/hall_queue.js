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
const memory = new Map(); // where the browser keeps nothing (a private window)

const run = async (mode, act) => {
  const db = await store;
  if (!db) return undefined;
  return new Promise((resolve, reject) => {
    const asked = act(db.transaction("queue", mode).objectStore("queue"));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
};

export const keep = async (item) => {
  if (await store) await run("readwrite", (queue) => queue.put(item));
  else memory.set(item.id, item);
};

export const drop = async (id) => {
  memory.delete(id);
  await run("readwrite", (queue) => queue.delete(id));
};

// The oldest; undefined when there is none.
export const kept = async () => {
  const all = (await run("readonly", (queue) => queue.getAll())) ?? [...memory.values()];
  return all.sort((one, other) => one.made - other.made)[0];
};
