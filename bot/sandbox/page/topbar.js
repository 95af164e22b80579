// The bar above the phones: what this is, the simulated date, the host's buttons, and how the page looks.

import { hostAction } from "./api.js";
import { fullTime, offsetDays, shortTime, simulatedNow } from "./dates.js";
import { h, icon, iconButton } from "./dom.js";
import { closeMenu, fail, openMenu, say } from "./sheets.js";
import { hostLabel, t } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const THEME_ICON = { auto: "auto", light: "sun", dark: "moon" };
const SIZES = ["0", "1", "2"];
const root = document.documentElement;

function kept(name, choices) {
  const value = localStorage.getItem(`sandbox.${name}`);
  return choices.includes(value) ? value : choices[0];
}

/** Theme and text size as chosen last time. */
export function applyLooks() {
  root.dataset.theme = kept("theme", THEMES);
  root.dataset.size = kept("size", SIZES);
}

function next(name, choices) {
  const value = choices[(choices.indexOf(root.dataset[name]) + 1) % choices.length];
  root.dataset[name] = value;
  localStorage.setItem(`sandbox.${name}`, value);
}

export class TopBar {
  /** act: {addPhone(), switchLanguage(), refreshState()} */
  constructor(act) {
    this.act = act;
    this.state = {};
    this.clockText = h("time", {});
    this.offset = h("span", { class: "offset", hidden: true });
    this.clock = h("div", { class: "clock", title: t("clock") }, icon("clock"), h("span", { class: "hidden-label" }, t("clock")), this.clockText, this.offset);
    this.host = h("div", { class: "host" });
    this.more = iconButton("more", t("more"), () => this.openMore(), { class: "icon-button narrow-only", "aria-haspopup": "menu" });
    this.size = iconButton("text", t(`size_${root.dataset.size}`), () => this.change("size"), { class: "icon-button wide-only" });
    this.theme = iconButton("auto", "", () => this.change("theme"), { class: "icon-button wide-only" });
    this.language = h("button", { type: "button", class: "quiet-button wide-only", title: t("language_hint"), onclick: () => act.switchLanguage() }, t("language"));
    this.warning = h("div", { class: "offline", role: "status", hidden: true }, t("offline"));
    this.element = h("header", { class: "top" },
      h("div", { class: "brand" }, h("img", { src: "icon.svg", alt: "", width: "32", height: "32" }), h("h1", {}, t("title")), h("span", { class: "sim-badge", title: t("simulation_hint") }, t("simulation"))),
      this.clock, this.host,
      h("div", { class: "tools" }, h("button", { type: "button", class: "main add wide-only", onclick: () => act.addPhone() }, icon("plus"), t("add_phone")), this.size, this.theme, this.language, this.more),
      this.warning);
    this.labels();
    this.tick();
  }

  change(name) {
    next(name, name === "size" ? SIZES : THEMES);
    this.labels();
    say(document.body, t(`${name}_${root.dataset[name]}`), "page-note");
  }

  labels() {
    const theme = t(`theme_${root.dataset.theme}`);
    const size = t(`size_${root.dataset.size}`);
    this.theme.replaceChildren(icon(THEME_ICON[root.dataset.theme]));
    for (const [button, label] of [[this.theme, theme], [this.size, size]]) {
      button.setAttribute("aria-label", label);
      button.title = label;
    }
  }

  show(state) {
    this.state = state;
    const links = (state.links ?? []).map((link) => h("a", { class: "host-button", href: link.href, target: "_blank", rel: "noopener" }, hostLabel(link.label), icon("link")));
    const actions = (state.actions ?? []).map((action) => h("button", { type: "button", class: "host-button strong", onclick: (event) => this.run(action, event.currentTarget) }, icon("bolt"), hostLabel(action.label)));
    this.host.replaceChildren(...actions, ...links);
    this.tick();
  }

  async run(action, button) {
    if (button) button.setAttribute("aria-busy", "true");
    try {
      await hostAction(action);
      say(document.body, t("done", { label: hostLabel(action.label) }), "page-note");
      await this.act.refreshState();
    } catch (failure) {
      fail(document.body, failure);
    } finally {
      if (button) button.removeAttribute("aria-busy");
    }
  }

  tick() {
    const now = simulatedNow();
    const text = innerWidth < 700 ? shortTime(now) : fullTime(now);
    if (this.clockText.textContent !== text) this.clockText.textContent = text;
    const days = offsetDays();
    this.offset.hidden = days === 0;
    this.offset.textContent = t("days", { n: `${days > 0 ? "+" : "−"}${Math.abs(days)}` });
    this.offset.title = t("offset", { days: Math.abs(days), sign: days > 0 ? t("ahead") : t("behind") });
    this.offset.setAttribute("aria-label", this.offset.title);
  }

  connected(on) {
    this.warning.hidden = on;
    if (on) say(document.body, t("online"), "page-note");
  }

  openMore() {
    const items = (this.state.actions ?? []).map((action) => ({ icon: "bolt", label: hostLabel(action.label), run: () => this.run(action) }));
    for (const link of this.state.links ?? []) items.push({ icon: "link", label: hostLabel(link.label), run: () => window.open(link.href, "_blank", "noopener") });
    items.push(
      { icon: "plus", label: t("add_phone"), run: () => this.act.addPhone() },
      { icon: "text", label: t(`size_${root.dataset.size}`), run: () => this.change("size") },
      { icon: THEME_ICON[root.dataset.theme], label: t(`theme_${root.dataset.theme}`), run: () => this.change("theme") },
      { icon: "chat", label: t("language"), run: () => this.act.switchLanguage() },
    );
    closeMenu();
    openMenu(document.body, this.more, items, t("more"));
  }
}
