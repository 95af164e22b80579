// The scrolling list of one chat. Only the newest rows are drawn; older ones when someone scrolls up to them.

import { h, iconButton } from "./dom.js";
import { Row } from "./message.js";
import { t } from "./words.js";

const FIRST_ROWS = 60;
const MORE_ROWS = 60;
const NEAR = 90; // px from the bottom that still count as "reading the newest"

export class ChatLog {
  constructor(context, { onRead }) {
    this.context = context;
    this.onRead = onRead;
    this.messages = new Map();
    this.ids = []; // sorted
    this.rows = new Map(); // drawn rows by message id
    this.from = 0; // index into ids of the first drawn row
    this.unseen = 0;
    this.list = h("div", { class: "log-list", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": t("messages") });
    this.typing = h("div", { class: "row in typing", hidden: true, "aria-hidden": "true" }, h("div", { class: "bubble" }, h("i"), h("i"), h("i")));
    this.scroller = h("div", { class: "log", tabindex: "0", role: "region", "aria-label": t("messages"), onscroll: () => this.scrolled() }, this.list, this.typing);
    this.badge = h("span", { class: "badge", hidden: true });
    this.jump = iconButton("down", t("to_bottom"), () => this.toBottom(true), { class: "icon-button jump", hidden: true });
    this.jump.append(this.badge);
    this.element = h("div", { class: "log-frame" }, this.scroller, this.jump);
    new ResizeObserver(() => this.pinned && this.toBottom()).observe(this.scroller);
    new ResizeObserver(() => this.pinned && this.toBottom()).observe(this.list);
    this.pinned = true;
    this.lastTop = 0;
  }

  /** The whole chat as the server has it; rows that are already drawn stay. */
  fill(messages) {
    const wanted = new Map(messages.map((message) => [message.message_id, message]));
    const first = this.ids.length === 0;
    this.keepingPlace(() => {
      for (const id of [...this.ids]) if (!wanted.has(id)) this.drop(id);
      this.messages = wanted;
      this.ids = [...wanted.keys()].sort((a, b) => a - b);
      const drawn = first ? FIRST_ROWS : Math.max(FIRST_ROWS, this.rows.size);
      this.from = Math.max(0, this.ids.length - drawn);
      this.draw();
    });
    if (first) this.toBottom();
  }

  /** A new or edited message. Returns true when it is new. */
  put(message) {
    const id = message.message_id;
    const known = this.messages.has(id);
    this.messages.set(id, message);
    this.keepingPlace(() => {
      if (known) {
        this.rows.get(id)?.update(message);
      } else {
        let at = this.ids.length;
        while (at > 0 && this.ids[at - 1] > id) at -= 1;
        this.ids.splice(at, 0, id);
        if (at < this.from) this.from += 1;
        else this.draw();
      }
    });
    return !known;
  }

  change(id, fields) {
    const message = this.messages.get(id);
    if (message) this.put({ ...message, ...fields });
  }

  remove(ids) {
    this.keepingPlace(() => {
      ids.forEach((id) => this.drop(id));
      this.draw();
    });
  }

  drop(id) {
    const at = this.ids.indexOf(id);
    if (at < 0) return;
    this.ids.splice(at, 1);
    this.messages.delete(id);
    this.rows.get(id)?.element.remove();
    this.rows.delete(id);
    if (at < this.from) this.from -= 1;
  }

  draw() {
    let above = this.ids[this.from - 1] !== undefined ? this.messages.get(this.ids[this.from - 1]) : null;
    let before = null;
    for (const id of this.ids.slice(this.from)) {
      const message = this.messages.get(id);
      let row = this.rows.get(id);
      if (!row) {
        row = new Row(message, this.context);
        this.rows.set(id, row);
      } else if (row.message !== message) {
        row.update(message);
      }
      const place = before ? before.element.nextSibling : this.list.firstChild;
      if (place !== row.element) this.list.insertBefore(row.element, place);
      const follows = row.placeAfter(above);
      before?.element.classList.toggle("ends", !follows);
      before = row;
      above = message;
    }
    before?.element.classList.add("ends");
  }

  /** Runs a change so that what the reader looks at does not move. */
  keepingPlace(change) {
    if (this.pinned || this.scroller.clientHeight === 0) {
      change();
      if (this.pinned) this.toBottom();
      return;
    }
    const top = this.scroller.getBoundingClientRect().top;
    const anchor = [...this.list.children].find((row) => row.getBoundingClientRect().bottom > top);
    const was = anchor?.getBoundingClientRect().top ?? 0;
    change();
    if (anchor?.isConnected) this.scroller.scrollTop += anchor.getBoundingClientRect().top - was;
  }

  scrolled() {
    if (this.scroller.clientHeight === 0) return;
    const rest = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    // Only a move upwards lets go of the end: the list also "scrolls" when the composer or an image changes size.
    if (rest < NEAR) this.pinned = true;
    else if (this.scroller.scrollTop < this.lastTop - 1) this.pinned = false;
    this.lastTop = this.scroller.scrollTop;
    this.jump.hidden = this.pinned;
    if (this.pinned) this.seen();
    if (this.scroller.scrollTop < 300 && this.from > 0) {
      this.keepingPlace(() => {
        this.from = Math.max(0, this.from - MORE_ROWS);
        this.draw();
      });
    }
  }

  toBottom(smoothly = false) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smoothly && !calm ? "smooth" : "instant" });
    if (!smoothly) this.pinned = true;
  }

  /** Counts a message nobody has looked at yet. */
  addUnseen() {
    this.unseen += 1;
    this.badge.hidden = false;
    this.badge.textContent = String(this.unseen);
    this.jump.setAttribute("aria-label", `${t("to_bottom")} · ${t("unread", { n: this.unseen })}`);
  }

  seen() {
    if (this.unseen === 0 || !this.context.isVisible()) return;
    this.unseen = 0;
    this.badge.hidden = true;
    this.jump.setAttribute("aria-label", t("to_bottom"));
    this.onRead();
  }

  show(id) {
    const at = this.ids.indexOf(id);
    if (at < 0) return;
    if (at < this.from) {
      this.from = Math.max(0, at - 10);
      this.draw();
    }
    const row = this.rows.get(id);
    row.element.scrollIntoView({ block: "center" });
    row.bubble.classList.remove("changed");
    void row.bubble.offsetWidth;
    row.bubble.classList.add("changed");
  }

  showTyping(on) {
    this.typing.hidden = !on;
    if (this.pinned) this.toBottom();
  }
}
