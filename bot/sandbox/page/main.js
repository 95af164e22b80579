// The page: which phones are open, where events go, what the address says.

import { getState } from "./api.js";
import { setClock, setZone } from "./dates.js";
import { arrowKeys, avatar, h, icon, iconButton } from "./dom.js";
import { Feed } from "./feed.js";
import { Guide } from "./guide.js";
import { forgetInvitation, readInvitation, readLayout, writeLayout } from "./layout.js";
import { fullName, Phone } from "./phone.js";
import { pickPhone } from "./picker.js";
import { fail } from "./sheets.js";
import { applyLooks, TopBar } from "./topbar.js";
import { locale, switchLanguage, t } from "./words.js";

const narrow = matchMedia("(max-width: 699px)");
const EMPTY_PAUSE = 2000; // milliseconds between looks while nobody is here yet
const STATE_PAUSE = 400; // milliseconds; many people may arrive at once

class App {
  constructor(root) {
    this.root = root;
    this.phones = [];
    this.front = 0;
    this.state = { bots: [], people: [], clock: { now: Date.now() / 1000, offset: 0 } };
    this.feed = new Feed({ onEvent: (event) => this.receive(event), onState: (on) => this.connection(on) });
  }

  async run() {
    applyLooks();
    this.draw();
    try {
      await this.refreshState();
    } catch (failure) {
      fail(document.body, failure);
      setTimeout(() => this.run(), 2000);
      return;
    }
    const kept = readLayout();
    for (const { person, bot } of kept?.phones ?? []) this.mount(person, bot);
    if (!kept) this.mountPinned();
    this.front = Math.min(kept?.front ?? 0, Math.max(0, this.phones.length - 1));
    await this.arranged();
    await this.useInvitation();
    if (!kept && this.phones.length === 0) this.awaitPinned();
    setInterval(() => this.bar.tick(), 1000);
    for (const source of [narrow, document]) source.addEventListener(source === document ? "visibilitychange" : "change", () => this.looked());
    addEventListener("hashchange", () => location.reload());
  }

  /** Builds the page around the phones, which stay as they are. */
  draw() {
    document.documentElement.lang = locale();
    this.bar = new TopBar({ addPhone: () => this.addPhone(), refreshState: () => this.refreshState(), switchLanguage: () => this.changeLanguage() });
    this.tabs = h("nav", { class: "tabs", role: "tablist", "aria-label": t("tabs") });
    arrowKeys(this.tabs, "[role=tab]");
    this.desk = h("main", { class: "desk", "aria-label": t("phones") });
    this.none = h("div", { class: "no-phones", hidden: true }, icon("chat"), h("h2", {}, t("no_phones")), h("p", {}, t("no_phones_hint")),
      h("button", { type: "button", class: "main", onclick: () => this.addPhone() }, icon("plus"), t("add_phone")));
    this.desk.append(this.none);
    this.guide = new Guide({ tryOut: (suggestion) => this.tryOut(suggestion) });
    this.root.replaceChildren(this.bar.element, this.guide.element, this.tabs, this.desk);
  }

  async refreshState() {
    this.state = await getState();
    setZone(this.state.time_zone);
    setClock(this.state.clock);
    this.bar.show(this.state);
    this.guide.watch(this.state.guide);
  }

  stateSoon() {
    clearTimeout(this.stateTimer);
    this.stateTimer = setTimeout(() => this.refreshState().catch((failure) => fail(document.body, failure)), STATE_PAUSE);
  }

  mount(personId, username, options = {}) {
    const person = this.state.people.find((one) => one.id === personId);
    const bot = this.state.bots.find((one) => one.username === username);
    if (!person || !bot) return null;
    const open = this.phones.find((phone) => phone.key === `${personId}@${username}`);
    if (open) return open;
    const phone = new Phone({ person, bot, app: this, ...options });
    this.phones.push(phone);
    this.desk.insertBefore(phone.element, this.none);
    return phone;
  }

  mountPinned() {
    for (const person of this.state.people) if (person.pinned && person.default_bot) this.mount(person.id, person.default_bot);
  }

  /** The page may be open before the people have moved in. */
  awaitPinned() {
    setTimeout(async () => {
      if (this.phones.length > 0) return;
      await this.refreshState().catch((failure) => fail(document.body, failure));
      this.mountPinned();
      if (this.phones.length > 0) this.arranged();
      else this.awaitPinned();
    }, EMPTY_PAUSE);
  }

  /** After phones came or went: address, tabs, feed; new ones read their chat once the feed listens. */
  async arranged() {
    this.none.hidden = this.phones.length > 0;
    this.changed();
    await this.feed.watch(this.phones.map((phone) => phone.person.id));
    await Promise.all(this.phones.filter((phone) => !phone.loaded).map((phone) => {
      phone.loaded = true;
      return phone.refresh();
    }));
  }

  async open(personId, username) {
    const phone = this.mount(personId, username);
    if (!phone) return null;
    this.bringUp(phone);
    await this.arranged();
    return phone;
  }

  bringUp(phone) {
    this.front = this.phones.indexOf(phone);
    this.changed();
    phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.looked();
  }

  close(phone) {
    phone.element.remove();
    this.phones = this.phones.filter((other) => other !== phone);
    this.front = Math.max(0, Math.min(this.front, this.phones.length - 1));
    this.arranged();
    (this.phones[this.front]?.element.querySelector(".owner button") ?? this.none.querySelector("button")).focus({ preventScroll: true });
  }

  async addPhone(invitation = {}) {
    await this.refreshState().catch((failure) => fail(document.body, failure)); // people may have come since
    const opened = new Set(this.phones.map((phone) => phone.key));
    const picked = await pickPhone({ state: this.state, opened, ...invitation });
    if (!picked?.bot) return;
    if (picked.created) await this.refreshState();
    const phone = await this.open(picked.person.id, picked.bot);
    if (invitation.payload) phone?.invite(invitation.payload);
    phone?.takeFocus();
  }

  async useInvitation() {
    const invitation = readInvitation();
    if (!invitation) return;
    forgetInvitation();
    const bot = invitation.bot ?? this.state.bots[0]?.username;
    const phone = invitation.person === null ? null : await this.open(invitation.person, bot);
    if (phone) phone.invite(invitation.payload);
    else await this.addPhone({ payload: invitation.payload, bot });
  }

  /** Does what the host suggests: on somebody's phone, in their words. */
  async tryOut({ person, bot, send }) {
    await this.refreshState().catch((failure) => fail(document.body, failure));
    const phone = await this.open(person, bot);
    if (phone && send) await phone.attempt(() => phone.side.text(send));
  }

  /** https://t.me/<bot of this sandbox>?start=CODE opens here, not on the internet. */
  deepLink(href) {
    const url = new URL(href);
    if (!["t.me", "telegram.me"].includes(url.hostname)) return null;
    const bot = this.state.bots.find((one) => one.username.toLowerCase() === url.pathname.slice(1).toLowerCase());
    return bot ? { bot: bot.username, payload: url.searchParams.get("start") } : null;
  }

  async openDeepLink(from, { bot, payload }) {
    const phone = await this.open(from.person.id, bot);
    if (payload) phone?.invite(payload);
  }

  others(phone) {
    return this.phones.filter((other) => other !== phone);
  }

  isVisible(phone) {
    return !document.hidden && (!narrow.matches || this.phones[this.front] === phone);
  }

  looked() {
    for (const phone of this.phones) if (phone.log.pinned && this.isVisible(phone)) phone.log.seen();
    this.changed();
  }

  receive(event) {
    if (event.kind === "clock") {
      this.stateSoon();
      for (const phone of this.phones) phone.log.draw();
    } else if (event.kind === "person" && event.bot === null) {
      this.stateSoon();
    } else if (event.kind === "commands") {
      for (const phone of this.phones) if (phone.bot.username === event.bot) phone.refresh();
    } else {
      for (const phone of this.phones) if (phone.person.id === event.person && phone.bot.username === event.bot) phone.apply(event);
    }
  }

  connection(on) {
    this.bar.connected(on);
    if (!on) return;
    this.stateSoon();
    for (const phone of this.phones) phone.refresh();
  }

  changeLanguage() {
    switchLanguage();
    const front = this.front;
    const before = this.phones.map((phone) => ({ key: [phone.person.id, phone.bot.username], options: { payload: phone.payload, draft: phone.composer.area.value } }));
    this.phones = [];
    this.draw();
    this.bar.show(this.state);
    this.guide.watch(this.state.guide);
    for (const { key, options } of before) this.mount(...key, options);
    this.front = front;
    this.arranged();
  }

  changed() {
    const unread = this.phones.reduce((sum, phone) => sum + phone.unread, 0);
    document.title = `${unread ? `(${unread}) ` : ""}${t("title")} · ${t("simulation")}`;
    this.phones.forEach((phone, i) => phone.element.classList.toggle("front", i === this.front));
    writeLayout(this.phones, this.front);
    const twice = new Set(this.phones.map((phone) => phone.person.id)).size < this.phones.length;
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...this.phones.map((phone, i) => h("button", {
      type: "button", role: "tab", class: "tab", "aria-selected": String(i === this.front), tabindex: i === this.front ? "0" : "-1",
      "aria-label": [fullName(phone.person), phone.bot.name, phone.unread ? t("unread", { n: phone.unread }) : ""].filter(Boolean).join(" · "),
      onclick: () => this.bringUp(phone),
    }, avatar(fullName(phone.person), "small"), h("span", { class: "tab-text" }, h("span", {}, fullName(phone.person)), twice ? h("small", {}, phone.bot.name) : null),
    phone.unread ? h("span", { class: "badge" }, String(phone.unread)) : null)),
    iconButton("plus", t("add_phone"), () => this.addPhone()));
    const chosen = this.tabs.children[this.front];
    if (focused) chosen?.focus();
    this.tabs.scrollLeft = Math.max(0, chosen.offsetLeft + chosen.offsetWidth / 2 - this.tabs.clientWidth / 2);
  }
}

new App(document.getElementById("page")).run();
