// Where a person writes: text, commands with suggestions, reply keyboard, and the gates "Start" and "Unblock".

import { arrowKeys, h, icon, iconButton } from "./dom.js";
import { replyRows } from "./keyboards.js";
import { gist } from "./media.js";
import { t } from "./words.js";

const SHOWN_SUGGESTIONS = 50;

export class Composer {
  /** act: {send(text, replyTo), edit(id, text), press(button), attach(anchor), start(payload), unblock(), dropPayload(), files(list)} */
  constructor({ bot, personName, act, draft }) {
    this.act = act;
    this.bot = bot;
    this.personName = personName;
    this.commands = [];
    this.reply = null; // {message} or {message, editing: true}
    this.picked = -1;
    this.keyboardOpen = true;
    this.build(draft);
  }

  build(draft) {
    const id = `write-${crypto.randomUUID()}`;
    this.area = h("textarea", {
      id, rows: "1", value: draft ?? "", placeholder: t("write"), "aria-label": t("write_label", { bot: this.bot.name }), enterkeyhint: "send", autocomplete: "off", dir: "auto",
      role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event),
    });
    this.suggestions = h("div", { class: "suggest", role: "listbox", id: `${id}-list`, "aria-label": t("suggestions"), hidden: true });
    this.menuButton = h("button", { type: "button", class: "menu-button", "aria-expanded": "false", "aria-label": t("commands"), title: t("commands"), hidden: true, onclick: () => this.toggleCommands() },
      icon("menu"), h("span", {}, t("menu")));
    this.attachButton = iconButton("attach", t("attach"), () => this.act.attach(this.attachButton), { "aria-haspopup": "menu" });
    this.keysButton = iconButton("keys", t("keyboard_hide"), () => this.toggleKeyboard(), { hidden: true, "aria-expanded": "true" });
    this.sendButton = iconButton("send", t("send"), () => this.submit(), { class: "icon-button send-button" });
    this.bar = h("div", { class: "context-bar", hidden: true });
    this.panel = h("div", {
      class: "command-panel", hidden: true, role: "group", "aria-label": t("commands"),
      onkeydown: (event) => {
        if (event.key !== "Escape") return;
        this.toggleCommands();
        this.menuButton.focus();
      },
    });
    arrowKeys(this.panel);
    this.rows = h("div", { class: "reply-keyboard", role: "group", "aria-label": t("reply_keyboard"), hidden: true });
    this.form = h("div", { class: "write" }, this.menuButton, h("div", { class: "field" }, this.area, this.keysButton, this.attachButton), this.sendButton);
    this.gate = h("div", { class: "gate", hidden: true });
    this.element = h("div", { class: "composer" }, this.suggestions, this.panel, this.bar, this.form, this.rows, this.gate);
    this.outside = (event) => {
      if (!this.panel.contains(event.target) && !this.menuButton.contains(event.target)) this.toggleCommands();
    };
    this.fit();
  }

  /** What the chat allows now. */
  show({ started, blocked, payload }) {
    const open = started && !blocked && !payload;
    this.form.hidden = !open;
    this.gate.hidden = open;
    this.allowed = open;
    this.drawRows();
    if (open) return;
    if (!this.panel.hidden) this.toggleCommands();
    this.suggestions.hidden = true;
    if (blocked) {
      this.gate.replaceChildren(h("p", {}, t("blocked_hint")), h("button", { type: "button", class: "main wide", onclick: () => this.act.unblock() }, t("unblock")));
      return;
    }
    const label = payload ? t("start_code", { code: payload }) : t("start");
    this.gate.replaceChildren(
      started ? "" : h("p", {}, t("start_hint")),
      h("button", { type: "button", class: "main wide start-button", onclick: () => this.act.start(payload) }, label),
      payload ? h("button", { type: "button", class: "plain wide", onclick: () => this.act.dropPayload() }, t("no_code")) : "");
  }

  setCommands(commands) {
    this.commands = commands ?? [];
    this.menuButton.hidden = this.commands.length === 0;
    this.panel.replaceChildren(...this.commands.map((command) => h("button", {
      type: "button", class: "command",
      onclick: () => {
        this.toggleCommands();
        this.act.send(`/${command.command}`);
      },
    }, h("span", { class: "command-about" }, command.description), h("span", { class: "command-name" }, `/${command.command}`))));
    if (this.commands.length === 0 && !this.panel.hidden) this.toggleCommands();
  }

  setKeyboard(markup, placeholder) {
    const before = JSON.stringify(this.markup);
    this.markup = markup?.keyboard?.length ? markup : null;
    if (JSON.stringify(this.markup) !== before) this.keyboardOpen = true;
    this.area.placeholder = placeholder || markup?.input_field_placeholder || t("write");
    this.rows.replaceChildren(...replyRows(this.markup, (button) => {
      if (this.markup?.one_time_keyboard) this.toggleKeyboard(false);
      this.act.press(button);
    }));
    this.drawRows();
  }

  drawRows() {
    const has = Boolean(this.markup) && this.allowed;
    this.keysButton.hidden = !has;
    this.rows.hidden = !has || !this.keyboardOpen;
    this.keysButton.setAttribute("aria-expanded", String(!this.rows.hidden));
    const label = this.rows.hidden ? t("keyboard_show") : t("keyboard_hide");
    this.keysButton.setAttribute("aria-label", label);
    this.keysButton.title = label;
  }

  toggleKeyboard(open = !this.keyboardOpen) {
    this.keyboardOpen = open;
    this.drawRows();
  }

  toggleCommands() {
    this.suggestions.hidden = true;
    this.panel.hidden = !this.panel.hidden;
    this.menuButton.setAttribute("aria-expanded", String(!this.panel.hidden));
    if (this.panel.hidden) {
      document.removeEventListener("pointerdown", this.outside, true);
    } else {
      document.addEventListener("pointerdown", this.outside, true);
      this.panel.querySelector("button")?.focus();
    }
  }

  /** Answer this message next; from a forced reply the composer takes the focus only if `focus`. */
  replyTo(message, { focus = true } = {}) {
    this.reply = { message };
    const name = message.from?.is_bot ? this.bot.name : this.personName;
    this.showBar("reply", t("replying", { name }), gist(message));
    if (focus) this.area.focus();
  }

  startEdit(message) {
    this.reply = { message, editing: true };
    this.showBar("edit", t("editing"), message.text);
    this.area.value = message.text;
    this.fit();
    this.area.focus();
  }

  showBar(mark, title, text) {
    this.bar.hidden = false;
    this.bar.replaceChildren(icon(mark), h("div", { class: "context-text" }, h("strong", {}, title), h("span", {}, text)),
      iconButton("close", t("cancel"), () => this.clearContext()));
  }

  clearContext() {
    if (this.reply?.editing) this.area.value = "";
    this.reply = null;
    this.bar.hidden = true;
    this.fit();
  }

  async submit() {
    const text = this.area.value;
    if (!text.trim()) return;
    const context = this.reply;
    this.area.value = "";
    this.reply = null;
    this.bar.hidden = true;
    this.fit();
    this.suggest();
    const sent = context?.editing ? await this.act.edit(context.message.message_id, text) : await this.act.send(text, context?.message.message_id);
    if (!sent && !this.area.value) {
      this.area.value = text;
      this.fit();
    }
  }

  typed() {
    this.fit();
    this.suggest();
  }

  fit() {
    this.area.style.height = "auto";
    if (this.area.scrollHeight) this.area.style.height = `${Math.min(this.area.scrollHeight, 160)}px`;
    this.sendButton.classList.toggle("ready", this.area.value.trim() !== "");
  }

  key(event) {
    // 229: some browsers report the Enter that ends a Chinese composition with isComposing already false.
    if (event.isComposing || event.keyCode === 229) return;
    const open = !this.suggestions.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.pick(this.picked + (event.key === "ArrowDown" ? 1 : -1));
    } else if (open && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.take(this.matches[Math.max(this.picked, 0)]);
    } else if (event.key === "Escape" && (open || this.reply || !this.panel.hidden)) {
      event.preventDefault();
      if (open) this.closeSuggestions();
      else if (this.reply) this.clearContext();
      else this.toggleCommands();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (open && this.picked >= 0) this.area.value = `/${this.matches[this.picked].command}`;
      this.submit();
    }
  }

  suggest() {
    const found = /^\/(\w*)$/.exec(this.area.value);
    this.matches = found ? this.commands.filter((command) => command.command.startsWith(found[1])).slice(0, SHOWN_SUGGESTIONS) : [];
    const exact = this.matches.length === 1 && this.matches[0].command === found?.[1];
    if (this.matches.length === 0 || exact) {
      this.closeSuggestions();
      return;
    }
    if (!this.panel.hidden) this.toggleCommands();
    this.suggestions.hidden = false;
    this.area.setAttribute("aria-expanded", "true");
    this.suggestions.replaceChildren(...this.matches.map((command, i) => h("div", {
      class: "suggestion", role: "option", id: `${this.suggestions.id}-${i}`, "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => {
        this.area.value = `/${command.command}`;
        this.submit();
      },
    }, h("span", { class: "command-name" }, `/${command.command}`), h("span", { class: "command-about" }, command.description))));
    this.pick(-1);
  }

  pick(index) {
    const count = this.matches.length;
    this.picked = index < 0 ? (this.picked === 0 ? count - 1 : -1) : index % count;
    [...this.suggestions.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === this.picked));
      if (i === this.picked) item.scrollIntoView({ block: "nearest" });
    });
    if (this.picked >= 0) this.area.setAttribute("aria-activedescendant", `${this.suggestions.id}-${this.picked}`);
    else this.area.removeAttribute("aria-activedescendant");
  }

  take(command) {
    this.area.value = `/${command.command} `;
    this.typed();
  }

  closeSuggestions() {
    this.suggestions.hidden = true;
    this.picked = -1;
    this.area.setAttribute("aria-expanded", "false");
    this.area.removeAttribute("aria-activedescendant");
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.act.files(files);
  }
}
