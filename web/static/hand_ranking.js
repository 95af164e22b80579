// Ranking by hand: tap, drag, buttons, keys, or one by one. What is here is not cast: it leads to the
// same last look as in the chat.

import { make, say, tell } from "./hand_words.js";
import { move, placeOf, put, tap, tie } from "./hand_order.js";
import { reader } from "./hand_speech.js";

const EDGE = 70, STEP = 14; // so near (px) to the edge of the screen a drag scrolls, by so much

export class Ranking {
  /** options: {letter, title, status_quo} in this voter's own order. done(order) is called at the end. */
  constructor({ options, order, oneByOne, changed, done }) {
    this.options = options;
    this.order = order;
    this.changed = changed;
    this.done = done;
    this.oneByOne = oneByOne;
    this.element = make("div", { class: "ranking" });
    this.draw();
  }

  option(letter) {
    return this.options.find((each) => each.letter === letter);
  }

  named(letter) {
    return `${letter} ${this.option(letter).title}`;
  }

  /** Takes a new order, says what became of a letter, and keeps the focus where it was. */
  take(order, letter, focus) {
    const had = placeOf(this.order, letter);
    this.order = order;
    this.changed(order);
    this.draw();
    const place = placeOf(order, letter);
    const shared = place && order[place - 1].length > 1;
    const title = this.named(letter);
    if (place) tell(say(shared ? "js.tied" : "js.moved", { title, place }));
    else if (had) tell(say("js.taken", { title }));
    this.element.querySelector(focus)?.focus();
  }

  draw() {
    this.element.replaceChildren(this.modes(), ...(this.oneByOne ? this.asking() : [this.choices(), ...this.list()]));
  }

  modes() {
    const mode = (key, wanted) => make("button", {
      type: "button", class: "mode", "aria-pressed": String(this.oneByOne === wanted), "data-mode": key,
      onclick: () => {
        this.oneByOne = wanted;
        this.draw();
        this.element.querySelector(`[data-mode="${key}"]`).focus();
      },
    }, say(`js.${key}`));
    return make("div", { class: "modes", role: "group", "aria-label": say("js.modes") }, mode("tapping", false), mode("asking", true));
  }

  // Tapping

  choices() {
    const choice = ({ letter, title, status_quo: nothing }) => {
      const place = placeOf(this.order, letter);
      return make("li", { class: "choice" },
        make("button", {
          type: "button", "data-letter": letter, "aria-pressed": String(place > 0),
          onclick: () => this.take(tap(this.order, letter), letter, `[data-letter="${letter}"]`),
        },
        make("span", { class: "place" }, place ? String(place) : ""),
        make("span", { class: "title" }, make("span", { class: "letter" }, letter), ` ${title}`,
          nothing ? make("span", { class: "small" }, ` ${say("js.status_quo")}`) : null),
        place ? make("span", { class: "unseen" }, say("js.has_place", { place })) : null),
        reader(() => `${letter}。${title}`, say("js.read_one", { title: this.named(letter) })));
    };
    return make("ul", { class: "choices", "aria-label": say("js.choices") }, ...this.options.map(choice));
  }

  // The order as a list: drag, arrow keys, buttons

  list() {
    const rows = this.order.flatMap((group, i) => group.map((letter, j) => this.row(letter, i + 1, j > 0)));
    const ranked = rows.length > 0
      ? make("ol", { class: "ranked" }, ...rows)
      : make("p", { class: "nothing" }, say("js.nothing"));
    const rest = this.options.length - rows.length;
    return [make("h2", {}, say("js.yours")), ranked,
      rows.length > 0 && rest > 0 ? make("p", { class: "small" }, say("js.rest")) : null,
      this.end()].filter(Boolean);
  }

  row(letter, place, tied) {
    const title = this.named(letter);
    const button = (name, sign, order, off) => make("button", {
      type: "button", class: "tool", "data-tool": `${name}-${letter}`, "aria-label": say(`js.${name}`, { title }),
      "aria-disabled": off ? "true" : false,
      onclick: () => {
        if (!off) this.take(order(), letter, `[data-tool="${name}-${letter}"]`);
      },
    }, make("span", { "aria-hidden": "true" }, sign));
    const last = placeOf(this.order, letter) === this.order.length;
    const alone = this.order[place - 1].length === 1;
    const row = make("li", { "data-row": letter, class: tied ? "tied" : "" },
      make("span", { class: "place" }, tied ? "=" : String(place)),
      make("button", {
        type: "button", class: "grip", "data-tool": `grip-${letter}`, "aria-label": say("js.grip", { title, place }),
        onkeydown: (event) => this.arrow(event, letter),
        onpointerdown: (event) => this.drag(event, row, letter),
      }, make("span", { class: "title" }, make("span", { class: "letter" }, letter), ` ${this.option(letter).title}`), make("span", { class: "dots", "aria-hidden": "true" }, "⠿")),
      make("span", { class: "tools" },
        button("up", "▲", () => move(this.order, letter, -1), place === 1 && alone),
        button("down", "▼", () => move(this.order, letter, 1), last && alone),
        button(tied ? "untie" : "tie", "=", () => tie(this.order, letter), place === 1 && !tied),
        button("out", "✕", () => tap(this.order, letter), false)));
    return row;
  }

  arrow(event, letter) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by) this.take(move(this.order, letter, by), letter, `[data-tool="grip-${letter}"]`);
    else if (event.key === "Delete" || event.key === "Backspace") this.take(tap(this.order, letter), letter, ".grip");
    else return;
    event.preventDefault();
  }

  /** Drags a row; it is put where it is let go, and goes back where the drag is broken off. */
  drag(down, row, letter) {
    if (down.button !== 0) return;
    const list = row.parentElement;
    const grip = down.currentTarget;
    const from = down.clientY;
    let moved = false;
    const over = (event) => {
      if (!moved && Math.abs(event.clientY - from) < 6) return; // a tap is no drag
      moved = true;
      row.classList.add("dragged");
      // The others make room: were the dragged row itself moved, the browser would let go of it.
      const middle = (each) => each.getBoundingClientRect().top + each.getBoundingClientRect().height / 2;
      while (row.previousElementSibling && event.clientY < middle(row.previousElementSibling)) row.after(row.previousElementSibling);
      while (row.nextElementSibling && event.clientY > middle(row.nextElementSibling)) row.before(row.nextElementSibling);
      if (event.clientY < EDGE) window.scrollBy(0, -STEP);
      else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    };
    const end = (event) => {
      grip.removeEventListener("pointermove", over);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
      if (!moved) return;
      const at = [...list.children].indexOf(row);
      const order = event.type === "pointerup" ? put(this.order, letter, at) : this.order;
      this.take(order, letter, `[data-tool="grip-${letter}"]`);
    };
    grip.setPointerCapture(down.pointerId);
    grip.addEventListener("pointermove", over);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  }

  // One by one

  asking() {
    const left = this.options.filter(({ letter }) => !placeOf(this.order, letter));
    const question = say(this.order.length === 0 ? "js.first" : left.length === 0 ? "js.all_placed" : "js.next");
    const so_far = this.order.map((group, i) => say("js.place", { place: i + 1, title: group.map((letter) => this.named(letter)).join(say("js.and")) })).join(" ");
    const heading = make("h2", { tabindex: "-1", class: "question" }, question);
    const next = (letter) => {
      this.take([...this.order, [letter]], letter, ".question");
    };
    return [heading,
      so_far ? make("p", { class: "small" }, so_far) : null,
      reader(() => `${question} ${left.map(({ letter, title }) => `${letter}。${title}`).join("。")}`, say("js.read")),
      make("ul", { class: "choices" }, ...left.map(({ letter, title }) => make("li", { class: "choice" },
        make("button", { type: "button", "data-letter": letter, onclick: () => next(letter) },
          make("span", { class: "title" }, make("span", { class: "letter" }, letter), ` ${title}`))))),
      this.order.length > 0 ? make("button", { type: "button", class: "lesser", "data-tool": "undo", onclick: () => this.undo() }, say("js.undo")) : null,
      this.end(left.length > 0 ? "js.stop" : "js.done")].filter(Boolean);
  }

  undo() {
    const last = this.order.at(-1).at(-1);
    this.take(tap(this.order, last), last, ".question");
  }

  end(key = "js.done") {
    return make("p", { class: "send" }, make("button", {
      type: "button", class: "go", "data-tool": "done", "aria-disabled": this.order.length === 0 ? "true" : false,
      onclick: () => {
        if (this.order.length > 0) this.done(this.order);
        else tell(say("js.nothing"));
      },
    }, say(key)));
  }
}
