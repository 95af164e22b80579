// One message as a row: day mark, bubble (sender, quote, media, text, time) and inline keyboard. Edited in place.

import { clockTime, dayTitle, fullTime } from "./dates.js";
import { h, icon, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { showInline } from "./keyboards.js";
import { carried, gist } from "./media.js";
import { t } from "./words.js";

function originName(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const user = origin.sender_user;
  return origin.sender_user_name ?? (user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : null)
    ?? origin.sender_chat?.title ?? origin.chat?.title ?? "?";
}

function quoteOf(message, context) {
  const replied = message.reply_to_message;
  if (!replied) return null;
  const name = replied.from?.is_bot ? context.botName : context.personName;
  return h("button", { type: "button", class: "quote", onclick: () => context.onQuote(replied.message_id) },
    h("span", { class: "quote-name" }, name), h("span", { class: "quote-text" }, gist(replied)));
}

function meta(message) {
  const time = h("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullTime(message.date) }, clockTime(message.date));
  return h("span", { class: "meta" }, message.edit_date && !message.edit_hide ? h("span", { class: "edited" }, t("edited")) : null, time);
}

function content(message, context) {
  const nodes = [];
  const origin = originName(message);
  if (origin) nodes.push(h("div", { class: "forwarded" }, icon("forward"), t("forwarded", { name: origin })));
  nodes.push(quoteOf(message, context));
  const media = carried(message, context);
  if (message.show_caption_above_media && message.caption) {
    nodes.push(h("div", { class: "text", dir: "auto" }, formatted(message.caption, message.caption_entities, context)));
    nodes.push(...media, meta(message));
    return nodes;
  }
  nodes.push(...media);
  const text = message.text ?? message.caption;
  if (text !== undefined) {
    const spans = formatted(text, message.entities ?? message.caption_entities, context);
    nodes.push(h("div", { class: "text", dir: "auto" }, spans, meta(message)));
  } else {
    if (media.length === 0) nodes.push(h("div", { class: "text unsupported" }, t("unsupported"), meta(message)));
    else nodes.push(meta(message));
  }
  return nodes;
}

function reactions(message) {
  const marks = (message.reactions ?? []).map((one) => one.emoji).filter(Boolean);
  return marks.length ? h("div", { class: "reactions" }, marks.map((mark) => h("span", {}, mark))) : null;
}

/** What of a message decides its bubble; the keyboard is compared apart, so taps do not redraw the text. */
function bodyKey(message) {
  const { reply_markup: _markup, ...body } = message;
  return JSON.stringify(body);
}

export class Row {
  constructor(message, context) {
    this.context = context;
    this.outgoing = message.from ? !message.from.is_bot : false;
    this.day = h("div", { class: "day", hidden: true }, h("span", {}));
    this.bubble = h("div", { class: "bubble" });
    this.keyboard = h("div", { class: "inline-keyboard", role: "group", hidden: true });
    this.menu = iconButton("more", t("message_menu"), () => context.onMenu(this, this.menu), { class: "icon-button row-menu", "aria-haspopup": "menu" });
    this.element = h("div", { class: `row ${this.outgoing ? "out" : "in"}`, dataset: { id: message.message_id } },
      this.day, h("div", { class: "line" }, h("div", { class: "stack" }, this.bubble, this.keyboard), this.menu));
    this.element.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a, img") || !getSelection().isCollapsed) return;
      event.preventDefault();
      context.onMenu(this, this.menu);
    });
    this.update(message);
  }

  update(message) {
    const key = bodyKey(message);
    if (key !== this.key) {
      const revealed = this.bubble.querySelector(".spoiler.shown") !== null;
      this.bubble.replaceChildren(...[...content(message, this.context), reactions(message)].filter(Boolean));
      if (revealed) this.bubble.querySelectorAll(".spoiler").forEach((cover) => cover.classList.add("shown"));
      this.bubble.classList.toggle("has-photo", Boolean(message.photo));
      this.bubble.classList.toggle("bare", !message.text && !message.caption);
      if (this.key) {
        this.bubble.classList.remove("changed");
        void this.bubble.offsetWidth; // restart the short highlight
        this.bubble.classList.add("changed");
      }
      this.key = key;
    }
    this.message = message;
    showInline(this.keyboard, message.reply_markup, (...tap) => this.context.onTap(this, ...tap));
  }

  /** `previous` is the message above, or null. */
  placeAfter(previous) {
    const newDay = !previous || dayTitle(previous.date) !== dayTitle(this.message.date);
    this.day.hidden = !newDay;
    if (newDay) this.day.firstChild.textContent = dayTitle(this.message.date);
    const sameSide = previous && Boolean(previous.from?.is_bot) === Boolean(this.message.from?.is_bot);
    const close = !newDay && sameSide && this.message.date - previous.date < 300;
    this.element.classList.toggle("follows", Boolean(close));
    return Boolean(close);
  }
}
