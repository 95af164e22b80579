// Things that lie over a phone for a moment: menus, forms, alerts, toasts.

import { arrowKeys, h, icon } from "./dom.js";
import { t } from "./words.js";

let openMenuCard = null;

export function closeMenu() {
  openMenuCard?.finish();
}

/** items: [{icon, label, run, danger?}]. Opens beside `anchor`, inside `host`; Escape and outside clicks close it. */
export function openMenu(host, anchor, items, label) {
  const again = openMenuCard?.anchor === anchor;
  closeMenu();
  if (again) return;
  const buttons = items.map((item) => h("button", {
    type: "button", role: "menuitem", class: item.danger ? "danger" : "",
    onclick: () => {
      finish();
      item.run();
    },
  }, item.icon ? icon(item.icon) : null, h("span", {}, item.label)));
  const card = h("div", { class: "menu-card", role: "menu", "aria-label": label }, buttons);
  const outside = (event) => {
    if (!card.contains(event.target) && !anchor.contains(event.target)) finish();
  };
  const finish = () => {
    document.removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    const inside = card.contains(document.activeElement);
    card.remove();
    openMenuCard = null;
    if (inside && anchor.isConnected) anchor.focus();
  };
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      finish();
    }
  });
  arrowKeys(card);
  host.append(card);
  place(host, anchor, card);
  document.addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  openMenuCard = { anchor, finish };
  buttons[0]?.focus();
}

function place(host, anchor, card) {
  const area = host.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const below = area.bottom - spot.bottom;
  const up = below < card.offsetHeight + 12 && spot.top - area.top > below;
  if (up) card.style.bottom = `${area.bottom - spot.top + 6}px`;
  else card.style.top = `${spot.bottom - area.top + 6}px`;
  const room = area.width - card.offsetWidth - 8;
  const wanted = spot.left - area.left + spot.width / 2 > area.width / 2 ? spot.right - area.left - card.offsetWidth : spot.left - area.left;
  card.style.left = `${Math.max(8, Math.min(wanted, room))}px`;
  card.style.maxHeight = `${(up ? spot.top - area.top : below) - 14}px`;
}

/** A form over one phone. fields: nodes; resolves true on confirm, false on cancel. */
export function openSheet(host, { title, body, confirm, cancel = t("cancel") }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const end = (result) => {
      layer.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(result);
    };
    const form = h("form", {
      class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": title,
      onsubmit: (event) => {
        event.preventDefault();
        end(true);
      },
    }, h("h2", {}, title), body,
    h("div", { class: "sheet-buttons" },
      cancel ? h("button", { type: "button", class: "plain", onclick: () => end(false) }, cancel) : null,
      h("button", { type: "submit", class: "main" }, confirm)));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        end(false);
      }
      if (event.key === "Tab") keepInside(form, event);
    });
    const layer = h("div", { class: "layer" }, form);
    host.append(layer);
    (form.querySelector("input, textarea") ?? form.querySelector("button.main")).focus({ preventScroll: true });
  });
}

function keepInside(box, event) {
  const items = [...box.querySelectorAll("input, textarea, button, select")].filter((item) => !item.disabled);
  const edge = event.shiftKey ? items[0] : items.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? items.at(-1) : items[0]).focus();
}

/** The box a bot's show_alert opens; it waits for OK but takes the focus only from its own phone. */
export function openAlert(host, text) {
  const before = document.activeElement;
  const mine = host.contains(before) || before === document.body;
  const end = () => {
    layer.remove();
    if (mine && before?.isConnected) before.focus({ preventScroll: true });
  };
  const button = h("button", { type: "button", class: "main", onclick: end }, t("ok"));
  const box = h("div", { class: "sheet alert", role: "alertdialog", "aria-modal": "true", "aria-label": text, onkeydown: (event) => event.key === "Escape" && end() },
    h("p", {}, text), h("div", { class: "sheet-buttons" }, button));
  const layer = h("div", { class: "layer" }, box);
  host.append(layer);
  if (mine) button.focus({ preventScroll: true });
}

/** A short note over `host` that goes by itself, longer for longer texts. */
export function say(host, text, extra = "") {
  let stack = host.querySelector(":scope > .toasts");
  if (!stack) {
    stack = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    host.append(stack);
  }
  const note = h("div", { class: `toast ${extra}` }, text);
  stack.append(note);
  while (stack.children.length > 3) stack.firstChild.remove();
  const gone = () => note.remove();
  note.addEventListener("click", gone);
  setTimeout(gone, 3000 + text.length * 60);
}

export function fail(host, failure) {
  say(host, t("failed", { error: failure.message }), "bad");
}
