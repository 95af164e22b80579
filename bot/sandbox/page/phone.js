// One column: one person's phone, open at one bot's chat.

import { openAttachMenu, sendFiles } from "./attach.js";
import { Side } from "./api.js";
import { ChatLog } from "./chatlog.js";
import { Composer } from "./composer.js";
import { avatar, h, iconButton } from "./dom.js";
import { busy, followed, settle } from "./keyboards.js";
import { gist } from "./media.js";
import { openMiniApp } from "./miniapp.js";
import { fail, openAlert, openMenu, openSheet, say } from "./sheets.js";
import { t } from "./words.js";

const TYPING_FOR = 5500; // milliseconds, as long as a chat action lasts
const ACTIONS = { typing: "typing", upload_photo: "sending_photo", record_voice: "recording", upload_voice: "recording", upload_document: "sending_file" };

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

export class Phone {
  /** app: {isVisible(phone), close(phone), changed(), deepLink(href), openDeepLink(phone, invitation), others(phone)} */
  constructor({ person, bot, app, payload = null, draft = "" }) {
    Object.assign(this, { person, bot, app, payload });
    this.key = `${person.id}@${bot.username}`;
    this.side = new Side(person.id, bot.username);
    this.meta = { started: true, blocked: false };
    this.unread = 0;
    this.build(draft);
  }

  build(draft) {
    const name = fullName(this.person);
    this.log = new ChatLog(this.rowContext(), { onRead: () => this.read() });
    this.composer = new Composer({ bot: this.bot, personName: name, draft, act: {
      send: (text, replyTo) => this.attempt(() => this.side.text(text, replyTo)),
      edit: (id, text) => this.attempt(() => this.side.edit(id, text)),
      press: (button) => this.press(button),
      attach: (anchor) => openAttachMenu(this, anchor),
      start: (payload) => this.start(payload),
      unblock: () => this.attempt(() => this.side.unblock()).then(() => this.refresh()),
      dropPayload: () => this.dropPayload(),
      files: (files) => sendFiles(this, files),
    } });
    this.status = h("span", { class: "head-status" }, t("bot"));
    this.menuButton = iconButton("more", t("chat_menu"), () => this.openChatMenu(), { "aria-haspopup": "menu" });
    this.empty = h("div", { class: "empty" }, avatar(this.bot.name, "big"), h("strong", {}, this.bot.name), h("p", {}, t("loading")));
    const head = h("header", { class: "head" }, avatar(this.bot.name), h("div", { class: "head-text" }, h("h3", {}, this.bot.name), this.status), this.menuButton);
    this.log.element.prepend(this.empty);
    this.screen = h("div", { class: "screen" }, head, this.log.element, this.composer.element);
    this.dot = h("span", { class: "badge", hidden: true });
    const owner = h("div", { class: "owner" }, avatar(name, "small"), h("div", { class: "owner-text" }, h("h2", {}, name), this.person.note ? h("span", { class: "owner-note", title: this.person.note }, this.person.note) : null), this.dot,
      iconButton("close", t("close_phone", { name }), () => this.app.close(this)));
    this.element = h("section", { class: "phone", "aria-label": t("chat_with", { person: name, bot: this.bot.name }), dataset: { person: this.person.id, bot: this.bot.username } }, owner, this.screen);
    this.screen.addEventListener("dragover", (event) => event.preventDefault());
    this.screen.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length > 0) sendFiles(this, [...event.dataTransfer.files]);
    });
  }

  rowContext() {
    return {
      botName: this.bot.name,
      personName: fullName(this.person),
      isVisible: () => this.app.isVisible(this),
      deepLink: (href) => this.app.deepLink(href),
      onDeepLink: (invitation) => this.app.openDeepLink(this, invitation),
      onCommand: (text) => this.attempt(() => this.side.text(text)),
      onQuote: (id) => this.log.show(id),
      votes: new Map(), // what this person chose, by poll
      onVote: (message, options) => {
        this.log.context.votes.set(message.poll.id, options);
        return this.attempt(() => this.side.vote(message, options));
      },
      onTap: (row, button, r, c, element) => this.tap(row, button, r, c, element),
      onMenu: (row, anchor) => this.openMessageMenu(row, anchor),
      say: (text) => say(this.screen, text),
    };
  }

  /** Runs one call; a failure is shown on this phone. Returns whether it went through. */
  async attempt(call) {
    try {
      await call();
      this.log.toBottom();
      return true;
    } catch (failure) {
      fail(this.screen, failure);
      return false;
    }
  }

  /** Reads the whole chat again: at opening, after a break, when rights changed. */
  async refresh() {
    try {
      const chat = await this.side.read();
      this.meta = { started: chat.started, blocked: chat.blocked };
      this.log.fill(chat.messages);
      this.composer.setCommands(chat.commands);
      this.keyboard(chat);
      this.showMeta();
      if (chat.typing) this.typing("typing");
    } catch (failure) {
      this.empty.lastChild.replaceChildren(failure.message, " ", h("button", { type: "button", class: "plain", onclick: () => this.refresh() }, t("retry")));
    }
  }

  /** A forced reply names the message to be answered; it takes the focus only on the phone in use. */
  keyboard({ reply_keyboard: markup, input_placeholder: placeholder, force_reply: forced }) {
    this.composer.setKeyboard(markup, placeholder);
    const message = forced ? this.log.messages.get(forced) : null;
    if (message) this.composer.replyTo(message, { focus: this.element.contains(document.activeElement) });
  }

  takeFocus() {
    if (matchMedia("(hover: none)").matches) return; // a touch keyboard would cover the chat
    (this.screen.querySelector(".gate:not([hidden]) .main") ?? this.composer.area).focus({ preventScroll: true });
  }

  showMeta() {
    this.composer.show({ ...this.meta, payload: this.payload });
    this.element.classList.toggle("is-blocked", this.meta.blocked);
    if (!this.typingTimer) this.status.textContent = this.meta.blocked ? t("blocked") : t("bot");
    this.empty.hidden = this.log.ids.length > 0;
    this.empty.lastChild.replaceChildren(t("empty"));
  }

  async start(payload) {
    if (await this.attempt(() => this.side.start(payload))) {
      this.payload = null;
      this.meta.started = true;
      this.showMeta();
      this.composer.area.focus();
    }
  }

  invite(payload) {
    this.payload = payload;
    this.showMeta();
  }

  dropPayload() {
    this.payload = null;
    this.showMeta();
  }

  press(button) {
    if (button.request_contact) return this.attempt(() => this.side.contact());
    if (button.request_location) return this.attempt(() => this.side.location());
    return this.attempt(() => this.side.press(button.text));
  }

  async tap(row, button, r, c, element) {
    if (await followed(button, this.log.context)) return;
    busy(element, button.text);
    try {
      const { url } = await this.side.tap(row.message.message_id, r, c);
      if (!button.web_app) return;
      settle(element);
      await openMiniApp(this.screen, url, this.bot.name);
    } catch (failure) {
      settle(element);
      fail(this.screen, failure);
    }
  }

  /** One event of the feed that concerns this chat. */
  apply({ kind, data }) {
    if (kind === "message") this.arrived(data);
    else if (kind === "edit") this.log.put(data);
    else if (kind === "delete") this.log.remove(data.message_ids ?? [data.message_id]);
    else if (kind === "toast") this.answered(data);
    else if (kind === "keyboard") this.keyboard(data);
    else if (kind === "chat_action") this.typing(data.action);
    else if (kind === "reaction") this.log.change(data.message_id, { reactions: data.reaction });
    else if (kind === "person") this.refresh();
    this.empty.hidden = this.log.ids.length > 0;
  }

  arrived(message) {
    const isNew = this.log.put(message);
    if (!this.meta.started) {
      this.meta.started = true;
      this.showMeta();
    }
    if (!message.from?.is_bot || !isNew) return;
    this.typing(null);
    this.settleButtons(); // some bots answer a tap with a message only
    if (!this.log.pinned || !this.app.isVisible(this)) {
      this.unread += 1;
      this.log.addUnseen();
      this.showUnread();
    }
  }

  settleButtons() {
    this.screen.querySelectorAll('.inline-button[aria-busy="true"]').forEach(settle);
  }

  async answered(toast) {
    this.settleButtons();
    if (toast.url) {
      const yes = await openSheet(this.screen, { title: t("open_page"), body: h("p", {}, toast.url), confirm: t("open_page") });
      if (yes) await followed({ url: toast.url }, this.log.context);
    }
    if (!toast.text) return;
    if (toast.show_alert) openAlert(this.screen, toast.text);
    else say(this.screen, toast.text);
  }

  typing(action) {
    clearTimeout(this.typingTimer);
    this.typingTimer = action ? setTimeout(() => this.typing(null), TYPING_FOR) : 0;
    this.log.showTyping(Boolean(action));
    this.status.textContent = action ? t(ACTIONS[action] ?? "typing") : this.meta.blocked ? t("blocked") : t("bot");
    this.status.classList.toggle("active", Boolean(action));
  }

  read() {
    this.unread = 0;
    this.showUnread();
  }

  showUnread() {
    this.dot.hidden = this.unread === 0;
    this.dot.textContent = String(this.unread);
    this.dot.setAttribute("aria-label", t("unread", { n: this.unread }));
    this.app.changed();
  }

  openChatMenu() {
    openMenu(this.screen, this.menuButton, [
      { icon: "chat", label: t("restart"), run: () => this.start(null) },
      this.meta.blocked
        ? { icon: "check", label: t("unblock"), run: () => this.attempt(() => this.side.unblock()).then(() => this.refresh()) }
        : { icon: "block", label: t("block"), danger: true, run: () => this.attempt(() => this.side.block()).then(() => this.refresh()) },
      { icon: "close", label: t("close_phone", { name: fullName(this.person) }), run: () => this.app.close(this) },
    ], t("chat_menu"));
  }

  openMessageMenu(row, anchor) {
    const { message } = row;
    const text = message.text ?? message.caption;
    const items = [{ icon: "reply", label: t("reply"), run: () => this.composer.replyTo(message) }];
    if (text) items.push({ icon: "copy", label: t("copy"), run: () => navigator.clipboard?.writeText(text).then(() => say(this.screen, t("copied"))) });
    if (row.outgoing && message.text) items.push({ icon: "edit", label: t("edit"), run: () => this.composer.startEdit(message) });
    if (text) {
      const from = message.from?.is_bot ? this.bot.name : fullName(this.person);
      for (const other of this.app.others(this)) {
        items.push({ icon: "forward", label: t("forward_to", { name: `${fullName(other.person)} · ${other.bot.name}` }), run: () => other.attempt(() => other.side.forward(gist(message), from)) });
      }
    }
    openMenu(this.screen, anchor, items, t("message_menu"));
  }
}
