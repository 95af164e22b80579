// What the host suggests to try: each suggestion opens a phone and sends its words.

import { answerOf } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { hostLabel, t } from "./words.js";

const PAUSE = 4000; // milliseconds between looks at what there is to try now
const KEPT = "sandbox.guide";

export class Guide {
  /** act: {tryOut(suggestion)} */
  constructor(act) {
    this.act = act;
    this.shown = "";
    this.intro = h("p", { class: "guide-intro" });
    this.list = h("div", { class: "guide-list", role: "group", "aria-label": t("guide") });
    this.body = h("div", { class: "guide-body" }, this.intro, this.list);
    this.fold = iconButton("down", t("guide_fold"), () => this.toggle(), { class: "icon-button guide-fold" });
    this.element = h("section", { class: "guide", "aria-label": t("guide"), hidden: true }, h("h2", {}, t("guide")), this.body, this.fold);
    this.toggle(localStorage.getItem(KEPT) === "closed");
  }

  toggle(closed = !this.element.classList.contains("closed")) {
    this.element.classList.toggle("closed", closed);
    this.body.hidden = closed;
    this.fold.setAttribute("aria-expanded", String(!closed));
    localStorage.setItem(KEPT, closed ? "closed" : "open");
  }

  /** Begins to look once the host has said where. */
  watch(href) {
    if (!href || this.href) return;
    this.href = href;
    this.look();
  }

  async look() {
    try {
      if (!document.hidden && !this.element.classList.contains("closed")) this.draw(await answerOf(this.href));
    } catch {
      // the host is starting or gone, which the bar above says; the next look finds it again
    }
    setTimeout(() => this.look(), PAUSE);
  }

  draw({ intro, suggestions }) {
    const text = JSON.stringify([intro, suggestions]);
    if (text === this.shown) return; // the focus stays where it is
    this.shown = text;
    this.intro.textContent = hostLabel(intro);
    this.list.replaceChildren(...suggestions.map((one) => h("button", { type: "button", class: "guide-step", onclick: () => this.act.tryOut(one) },
      h("span", { class: "guide-who" }, hostLabel(one.who)), h("span", {}, hostLabel(one.text)), icon("send"))));
    this.element.hidden = false;
  }
}
