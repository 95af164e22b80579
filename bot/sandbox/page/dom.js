// Small element builder. Text always becomes text nodes, so nothing a bot sends can become markup.

const SVG = "http://www.w3.org/2000/svg";

const STROKES = {
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-5 16-3.5-6.5z M11.5 13.5L20 4",
  attach: "M20 11.5l-8.5 8.5a5 5 0 0 1-7-7l9-9a3.3 3.3 0 0 1 4.7 4.7l-9 9a1.6 1.6 0 0 1-2.3-2.3l8-8",
  menu: "M4 7h16M4 12h16M4 17h10",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  keys: "M4 6.5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM7 10.5v.01M12 10.5v.01M17 10.5v.01M8.5 14h7",
  down: "M6 9l6 6 6-6",
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  file: "M7 3.5h7l4 4v13H7zM14 3.5v4h4",
  photo: "M4 5.5h16v13H4zM4 16l5-5 4 4 3-2.5 4 3.5M15.5 9v.01",
  mic: "M12 3.5a2.7 2.7 0 0 1 2.7 2.7v5a2.7 2.7 0 0 1-5.4 0v-5A2.7 2.7 0 0 1 12 3.5zM6.5 11a5.5 5.5 0 0 0 11 0M12 16.5v4",
  pin: "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6",
  forward: "M13 6l6 6-6 6v-4c-4.5 0-7 1.5-8.5 4.5C5 13.5 8 10.2 13 10z",
  reply: "M11 6l-6 6 6 6v-4c4.5 0 7 1.5 8.5 4.5C19 13.5 16 10.2 11 10z",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3",
  copy: "M9 9h10v11H9zM5 15V4h10",
  link: "M9 15L18.5 5.5M11.5 5.5h7v7",
  app: "M5 5h14v14H5zM5 9.5h14",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  auto: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5v17",
  block: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM6 6l12 12",
  check: "M5 12.5l4.5 4.5L19 7.5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
  text: "M3.5 18L8 6.5 12.5 18M5 14.5h6M14.5 18l3-7.5 3 7.5M15.5 15.5h4",
  chat: "M4.5 5h15a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H12L7.5 20v-3.5h-3a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z",
  bolt: "M13 3L5.5 13.5H12L11 21l7.5-10.5H12z",
};

/** A drawn 24-unit icon; decorative, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", STROKES[name]);
  svg.append(path);
  return svg;
}

/** h("button", {class: "x", onclick: f, "aria-label": "…"}, children…) */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button with an icon and a spoken name. */
export function iconButton(name, label, onclick, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

const HUES = [12, 38, 152, 174, 204, 226, 262, 292, 330, 350];

/** A round mark with the first letter of a name, its colour fixed by the name. */
export function avatar(name, extra = "") {
  const letters = [...(name.trim() || "?")];
  const hue = HUES[letters.reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES.length];
  const mark = h("span", { class: `avatar ${extra}`, "aria-hidden": "true" }, letters[0].toUpperCase());
  mark.style.setProperty("--hue", hue);
  return mark;
}

/** Arrow keys move the focus between the buttons of a list or menu. */
export function arrowKeys(container, selector = "button") {
  container.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const items = [...container.querySelectorAll(selector)].filter((item) => !item.disabled);
    if (!step || items.length === 0 || event.target.matches("input, textarea")) return;
    event.preventDefault();
    const at = items.indexOf(document.activeElement);
    items[(at + step + items.length) % items.length].focus();
  });
}
