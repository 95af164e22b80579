// One WebSocket for all open phones. After a break it asks for everything since the last number it saw.

const FIRST_WAIT = 400; // milliseconds
const LONGEST_WAIT = 8000;

export class Feed {
  constructor({ onEvent, onState }) {
    this.onEvent = onEvent;
    this.onState = onState;
    this.people = [];
    this.last = null; // newest event number seen
    this.socket = null;
    this.wait = FIRST_WAIT;
    this.timer = 0;
    this.lost = false;
  }

  /** Resolves when the feed listens to exactly these people (or has tried). */
  watch(people) {
    const wanted = [...new Set(people)].sort((a, b) => a - b);
    if (this.socket && wanted.join() === this.people.join()) return this.ready;
    this.people = wanted;
    return this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    if (this.socket) {
      this.socket.onclose = null;
      this.socket.close();
    }
    const address = new URL("sim/events", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.search = "";
    if (this.last !== null) address.searchParams.set("after", this.last);
    // Nobody open: ask for person 0, so that only events that concern nobody in particular (the clock) come.
    for (const person of this.people.length ? this.people : [0]) address.searchParams.append("person", person);
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onmessage = (message) => this.receive(JSON.parse(message.data));
    this.ready = new Promise((resolve) => {
      socket.onopen = () => {
        this.wait = FIRST_WAIT;
        resolve();
        if (this.lost) this.onState(true);
        this.lost = false;
      };
      socket.onclose = () => {
        resolve();
        if (!this.lost) this.onState(false);
        this.lost = true;
        this.timer = setTimeout(() => this.connect(), this.wait);
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      };
    });
    return this.ready;
  }

  receive(event) {
    this.last = event.seq;
    this.onEvent(event);
  }
}
