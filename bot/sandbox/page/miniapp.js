// A Mini App over one phone, as a chat program opens it: a page in a frame that may ask to be closed.

import { h, iconButton } from "./dom.js";
import { t } from "./words.js";

/** Opens the signed address over `host`; resolves when it is closed, by the person or by the page. */
export function openMiniApp(host, url, title) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const frame = h("iframe", { src: url, title, class: "miniapp-frame" });
    const listen = (event) => {
      if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
      let asked;
      try {
        asked = JSON.parse(event.data);
      } catch {
        return; // not a word of a Mini App
      }
      if (asked.eventType === "web_app_close") end();
      if (asked.eventType === "web_app_open_link" && /^https?:/.test(asked.eventData?.url ?? "")) window.open(asked.eventData.url, "_blank", "noopener");
    };
    const end = () => {
      removeEventListener("message", listen);
      layer.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve();
    };
    const close = iconButton("close", t("close_app"), end);
    const layer = h("div", {
      class: "miniapp", role: "dialog", "aria-modal": "true", "aria-label": title,
      onkeydown: (event) => {
        if (event.key === "Escape") end();
      },
    }, h("div", { class: "miniapp-head" }, h("strong", {}, title), close), frame);
    addEventListener("message", listen);
    host.append(layer);
    close.focus({ preventScroll: true });
  });
}
