// A page in the hand: finds out from the door what there is to do, draws it, and sends what is pressed.
//
// What may be done, and what is said of it, comes from the hall: the same screens as in the chat.

import { make, say, tell } from "./hand_words.js";
import { event, inChat, launch, openOutside } from "./hand_chat.js";
import { Door, Silence, newId } from "./hand_door.js";
import { same, typed } from "./hand_order.js";
import { Ranking } from "./hand_ranking.js";
import { reader } from "./hand_speech.js";

const SLOW = 1200, VERY_SLOW = 6000; // when (ms) waiting is told of, and told of again
const LOOK = 20000; // how often (ms) it is looked whether the ballot was changed elsewhere

const hand = document.getElementById("hand");
const word = document.getElementById("word");
const sheet = document.getElementById("sheet");
const kept = `yishi ${location.pathname}`;

class Page {
  constructor() {
    this.door = new Door(hand.dataset.door, launch);
    this.cast = null; // the revision of the ballot that is known here
    this.busy = false;
  }

  async open() {
    await this.press(hand.dataset.opens);
    if (hand.dataset.watch) {
      setInterval(() => this.look(), LOOK);
      document.addEventListener("visibilitychange", () => this.look());
    }
  }

  /** Presses; while it is under way nothing else is pressed. What was meant once keeps its id. */
  async press(press, words = "", id = newId()) {
    if (this.busy) return;
    this.busy = true;
    sheet.setAttribute("aria-busy", "true");
    const timers = [
      setTimeout(() => this.wait("js.sending"), SLOW),
      setTimeout(() => this.wait("js.slow"), VERY_SLOW),
    ];
    try {
      const told = await this.door.press(press, { words, id });
      word.hidden = true;
      this.draw(told);
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
      this.silent(() => this.press(press, words, id));
    } finally {
      timers.forEach(clearTimeout);
      this.busy = false;
      sheet.removeAttribute("aria-busy");
    }
  }

  wait(key) {
    word.replaceChildren(say(key));
    word.className = "word";
    word.hidden = false;
  }

  /** Nothing came back: what is filled in stays, and the same can be sent again. */
  silent(again) {
    this.wait(navigator.onLine ? "js.lost" : "js.offline");
    word.className = "word notice bad";
    word.append(" ", make("button", { type: "button", class: "go", "data-tool": "again", onclick: again }, say("js.again")));
  }

  draw(told) {
    const { card } = told;
    if (card?.cast !== undefined) this.cast = card.cast;
    if (card?.kind === "ranking") this.rank(card);
    else this.screen(told);
    if (!this.first) this.first = true;
    else sheet.focus();
  }

  // Ranking

  rank(card) {
    const own = read(card) ?? card.order;
    const resumed = own !== card.order && !same(own, card.order);
    const ranking = new Ranking({
      options: card.options,
      order: own,
      oneByOne: this.oneByOne ?? false,
      changed: (order) => write(order),
      done: (order) => {
        this.oneByOne = ranking.oneByOne;
        this.press(card.typed, typed(order));
      },
    });
    const notes = [card.note, resumed ? say("js.resumed") : "", card.cast ? say("js.cast_before") : ""].filter(Boolean);
    sheet.replaceChildren(...notes.map((note) => make("p", { class: "notice warn" }, note)), ranking.element);
  }

  // Any screen of the chat

  screen(told) {
    const { text, rows, card } = told;
    if (card?.kind === "receipt") forget();
    const said = make("div", { class: "said" });
    said.append(...marked(text));
    const parts = [said, reader(() => said.textContent.replace(/[▓░]/g, ""))];
    if (card?.kind === "form") parts.push(this.asked(card));
    for (const row of rows) {
      parts.push(make("p", { class: "row" }, ...row.map(({ label, press }) => make("button", {
        type: "button", class: /^(ballot\.cast|form\.file)/.test(press) ? "go" : "act", "data-press": press, onclick: () => this.press(press),
      }, label))));
    }
    if (rows.length === 0 && !told.refused.startsWith("hand.")) {
      parts.push(make("p", { class: "row" }, make("button", { type: "button", class: "act", onclick: () => this.press(hand.dataset.opens) }, say("js.reopen"))));
    }
    sheet.replaceChildren(...parts.filter(Boolean));
  }

  /** A form that asks for words. */
  asked(card) {
    const field = make("input", { id: "words-in", type: "text", autocomplete: "off", maxlength: "1000", enterkeyhint: "send" });
    return make("form", {
      class: "asked",
      onsubmit: (submitted) => {
        submitted.preventDefault();
        if (field.value.trim()) this.press(card.typed, field.value);
        else field.focus();
      },
    }, make("label", { for: "words-in" }, say("js.answer")), field, make("button", { class: "go" }, say("js.send")));
  }

  // The same person on another telephone

  async look() {
    if (document.hidden || this.busy || this.cast === null) return;
    const told = await this.door.press(hand.dataset.watch).catch(() => null);
    const stands = told?.card?.kind === "receipt" ? told.card.cast : 0;
    if (this.busy || stands <= this.cast) return;
    this.cast = stands;
    if (sheet.querySelector(".ranking")) sheet.querySelector(".elsewhere")?.remove();
    else this.screen(told);
    sheet.prepend(make("p", { class: "notice warn elsewhere" }, say("js.elsewhere")));
    tell(say("js.elsewhere"));
  }
}

/** The small marks of a screen (bold, italic, code), and nothing else of it, as elements. */
function marked(text) {
  const parsed = new DOMParser().parseFromString(text, "text/html").body;
  const copied = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
    const inside = [...node.childNodes].map(copied);
    const tag = { B: "b", I: "i", CODE: "code" }[node.tagName];
    return tag ? make(tag, {}, ...inside) : make("span", {}, ...inside);
  };
  return [...parsed.childNodes].map(copied);
}

// An order that was not cast yet outlives a reload, on this page and for this visit only.

function write(order) {
  try {
    sessionStorage.setItem(kept, JSON.stringify(order));
  } catch {
    // A browser that keeps nothing: the order is on the page all the same.
  }
}

function forget() {
  try {
    sessionStorage.removeItem(kept);
  } catch {
    // Then nothing was kept either.
  }
}

function read(card) {
  try {
    const order = JSON.parse(sessionStorage.getItem(kept));
    const known = card.options.map(({ letter }) => letter);
    return Array.isArray(order) && order.flat().every((letter) => known.includes(letter)) ? order : null;
  } catch {
    return null;
  }
}

for (const link of document.querySelectorAll("[data-same]")) link.href += location.hash;
for (const link of document.querySelectorAll("[data-out]")) {
  link.addEventListener("click", (click) => {
    click.preventDefault();
    openOutside(link.href);
  });
}
const back = document.getElementById("back");
back.hidden = !inChat;
back.addEventListener("click", () => event("web_app_close"));
word.hidden = false;
event("web_app_ready");
event("web_app_expand");
new Page().open();
