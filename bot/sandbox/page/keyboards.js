// Inline keyboards under a message and the reply keyboard under the composer, rows as sent.

import { h, icon } from "./dom.js";
import { safeUrl } from "./entities.js";
import { t } from "./words.js";

const LONGEST_WAIT = 5000; // milliseconds a button may look busy when no answer comes

function kind(button) {
  for (const name of ["url", "web_app", "login_url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat", "pay"]) {
    if (button[name] !== undefined) return name;
  }
  return "callback_data";
}

function address(button) {
  const raw = button.url ?? button.login_url?.url;
  return raw ? safeUrl(raw) : null;
}

function fill(element, button) {
  const what = kind(button);
  element.className = `inline-button ${button.style ?? ""}`;
  element.dataset.kind = what;
  element.replaceChildren(h("span", { class: "inline-label" }, button.text));
  if (address(button) || what === "web_app") {
    element.append(icon(what === "web_app" ? "app" : "link"));
    element.setAttribute("aria-label", t("opens", { text: button.text }));
  } else {
    element.removeAttribute("aria-label");
  }
  if (what === "copy_text") element.append(icon("copy"));
}

/**
 * Makes `box` show `markup`. Buttons that stay in place keep their element, so the focus survives an edit.
 * press(button, row, col, element) is called for every tap.
 */
export function showInline(box, markup, press) {
  const rows = markup?.inline_keyboard ?? [];
  box.hidden = rows.length === 0;
  while (box.children.length > rows.length) box.lastChild.remove();
  rows.forEach((buttons, row) => {
    const line = box.children[row] ?? box.appendChild(h("div", { class: "inline-row" }));
    while (line.children.length > buttons.length) line.lastChild.remove();
    buttons.forEach((button, col) => {
      const element = line.children[col] ?? line.appendChild(h("button", { type: "button" }));
      const before = element.dataset.sent;
      const now = JSON.stringify(button);
      settle(element);
      if (before === now) return;
      element.dataset.sent = now;
      fill(element, button);
      element.onclick = () => {
        if (element.getAttribute("aria-busy") !== "true") press(button, row, col, element);
      };
    });
  });
}

/** The button looks busy until its answer, an edit or the patience ends. */
export function busy(element, text) {
  element.setAttribute("aria-busy", "true");
  element.setAttribute("aria-label", t("waiting", { text }));
  element.waitTimer = setTimeout(() => settle(element), LONGEST_WAIT);
}

export function settle(element) {
  if (element.getAttribute("aria-busy") !== "true") return;
  clearTimeout(element.waitTimer);
  element.removeAttribute("aria-busy");
  element.removeAttribute("aria-label");
}

/** Follows the button's own address, or copies its text; false when the bot must be asked. */
export async function followed(button, context) {
  const href = address(button);
  if (href) {
    const invitation = context.deepLink(href);
    if (invitation) context.onDeepLink(invitation);
    else window.open(href, "_blank", "noopener,noreferrer");
    return true;
  }
  if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text);
    context.say(t("copied"));
    return true;
  }
  if (!["callback_data", "web_app"].includes(kind(button))) {
    context.say(t("not_here"));
    return true;
  }
  return false;
}

/** The reply keyboard's rows as elements. */
export function replyRows(markup, press) {
  return (markup?.keyboard ?? []).map((buttons) => h("div", { class: "reply-row" }, buttons.map((raw) => {
    const button = typeof raw === "string" ? { text: raw } : raw;
    const mark = button.request_contact ? icon("person") : button.request_location ? icon("pin") : button.web_app ? icon("app") : null;
    return h("button", { type: "button", class: `reply-button ${button.style ?? ""}`, onclick: () => press(button) }, mark, h("span", {}, button.text));
  })));
}
