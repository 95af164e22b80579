// The door: sends what was pressed, and tells what came of it.
//
// Each press that somebody means gets an id of its own here. Sent again after a silence it keeps the
// id, so that it is done once however often it arrives.

const LONGEST = 20000; // no answer for so long (ms): it is taken for lost

/** What is thrown where nothing came back: the network is gone, or the hall is. */
export class Silence extends Error {}

export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");

export class Door {
  constructor(address, launch) {
    this.address = address;
    this.launch = launch;
  }

  /** Sends a press; gives what came of it. Throws Silence. */
  async press(press, { words = "", id = newId() } = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST);
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { "Authorization": `tma ${this.launch}`, "Content-Type": "application/json" },
        body: JSON.stringify({ id, press, words }),
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
      });
      const told = answer.status < 500 ? await answer.json() : null;
      if (told === null || told.text === undefined) throw new Silence(`status ${answer.status}`);
      return told;
    } catch (error) {
      throw error instanceof Silence ? error : new Silence(String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}
