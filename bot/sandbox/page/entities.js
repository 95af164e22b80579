// Text with entities → DOM. Offsets are UTF-16 units, exactly as JavaScript counts, so no conversion is needed.

import { h } from "./dom.js";
import { t } from "./words.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address if a browser may follow it, else null (javascript:, data: and the like never pass). */
export function safeUrl(address) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    return SAFE.has(new URL(full).protocol) ? full : null;
  } catch {
    return null;
  }
}

function link(address, children, context) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, children);
  const invitation = context.deepLink(href);
  const props = { class: "link", href, target: "_blank", rel: "noopener noreferrer nofollow" };
  if (invitation) {
    props.onclick = (event) => {
      event.preventDefault();
      context.onDeepLink(invitation);
    };
  }
  return h("a", props, children);
}

function spoiler(children) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const shown = cover.classList.toggle("shown");
    cover.setAttribute("aria-expanded", String(shown));
  };
  const cover = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-expanded": "false", "aria-label": t("spoiler"), onclick: reveal, onkeydown: reveal },
    h("span", { class: "spoiler-text" }, children));
  return cover;
}

function quote(children, expandable) {
  if (!expandable) return h("blockquote", {}, children);
  const box = h("blockquote", { class: "expandable", tabindex: "0", role: "button", "aria-expanded": "false" }, children);
  const toggle = () => box.setAttribute("aria-expanded", String(box.classList.toggle("open")));
  box.addEventListener("click", toggle);
  box.addEventListener("keydown", (event) => {
    if (event.target === box && event.key === "Enter") toggle();
  });
  return box;
}

const RENDER = {
  bold: (children) => h("strong", {}, children),
  italic: (children) => h("em", {}, children),
  underline: (children) => h("u", {}, children),
  strikethrough: (children) => h("s", {}, children),
  code: (children) => h("code", {}, children),
  pre: (children, entity) => h("pre", entity.language ? { "data-language": entity.language } : {}, h("code", {}, children)),
  blockquote: (children) => quote(children, false),
  expandable_blockquote: (children) => quote(children, true),
  spoiler: (children) => spoiler(children),
  url: (children, entity, raw, context) => link(raw, children, context),
  text_link: (children, entity, raw, context) => link(entity.url ?? "", children, context),
  email: (children, entity, raw, context) => link(`mailto:${raw}`, children, context),
  phone_number: (children, entity, raw, context) => link(`tel:${raw.replace(/[^\d+]/g, "")}`, children, context),
  mention: (children) => h("span", { class: "mention" }, children),
  text_mention: (children) => h("span", { class: "mention" }, children),
  hashtag: (children) => h("span", { class: "mention" }, children),
  cashtag: (children) => h("span", { class: "mention" }, children),
  bot_command: (children, entity, raw, context) =>
    h("button", { type: "button", class: "command-link", onclick: () => context.onCommand(raw) }, children),
};

/** Nodes for a text and its entities; unknown entities keep their plain text. */
export function formatted(text, entities, context) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;

  /** A block stands on lines of its own, so one line break on either side would show as an empty line. */
  function plain(from, to, afterBlock, beforeBlock) {
    let start = from;
    let end = to;
    if (afterBlock && text[start] === "\n") start += 1;
    if (beforeBlock && end > start && text[end - 1] === "\n") end -= 1;
    return end > start ? [text.slice(start, end)] : [];
  }

  function span(from, to) {
    const nodes = [];
    let at = from;
    let block = false;
    while (next < sorted.length && sorted[next].offset < to) {
      const entity = sorted[next];
      const start = Math.max(entity.offset, at);
      const end = Math.min(entity.offset + entity.length, to);
      next += 1;
      if (end <= start) continue;
      const isBlock = BLOCKS.has(entity.type);
      nodes.push(...plain(at, start, block, isBlock));
      const children = span(start, end);
      const render = RENDER[entity.type];
      nodes.push(...(render ? [render(children, entity, text.slice(start, end), context)] : children));
      at = end;
      block = isBlock;
    }
    nodes.push(...plain(at, to, block, false));
    return nodes;
  }

  return span(0, text.length);
}
