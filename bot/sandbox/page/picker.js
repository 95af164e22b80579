// Choosing whose phone to open. Thousands of people are fine: only the first matches are drawn.

import { addPerson } from "./api.js";
import { arrowKeys, avatar, h, icon, iconButton } from "./dom.js";
import { fullName } from "./phone.js";
import { fail } from "./sheets.js";
import { currentLanguage, t } from "./words.js";

const SHOWN = 60;

function matches(person, words) {
  const text = `${fullName(person)} ${person.username ?? ""} ${person.id} ${person.note ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Resolves {person, bot}, or null when closed. `opened` holds the keys of open phones; `payload` an invitation code. */
export function pickPhone({ state, opened, payload = null, bot: preferred = null }) {
  return new Promise((resolve) => {
    let bot = state.bots.find((one) => one.username === preferred)?.username ?? null; // null: each person's own first bot
    const botOf = (person) => bot ?? person.default_bot ?? person.bots[0] ?? state.bots[0]?.username;
    const title = payload ? t("payload_for", { code: payload }) : t("choose");
    const search = h("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), autocomplete: "off", oninput: () => draw() });
    const list = h("div", { class: "people", role: "group", "aria-label": title });
    const more = h("p", { class: "quiet", role: "status" });
    const end = (result) => {
      resolve(result);
      box.close();
    };

    function item(person) {
      const name = botOf(person);
      const shown = state.bots.find((one) => one.username === name);
      const open = opened.has(`${person.id}@${name}`);
      return h("button", { type: "button", class: "person", onclick: () => end({ person, bot: name }) }, avatar(fullName(person)),
        h("span", { class: "person-text" }, h("strong", {}, fullName(person)), h("span", {}, [person.note, shown?.name].filter(Boolean).join(" · "))),
        person.pinned ? h("span", { class: "tag" }, t("pinned")) : null, open ? h("span", { class: "tag on" }, t("opened")) : null);
    }

    function draw() {
      const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const found = state.people.filter((person) => matches(person, words));
      found.sort((a, b) => Number(b.pinned) - Number(a.pinned));
      list.replaceChildren(...found.slice(0, SHOWN).map(item));
      list.scrollTop = 0;
      more.textContent = found.length === 0 ? t("nobody") : found.length > SHOWN ? t("shown_more", { n: found.length - SHOWN }) : t("people_count", { n: found.length });
    }

    const bots = h("div", { class: "chips", role: "group", "aria-label": t("pick_bot") }, state.bots.length < 2 ? [] : state.bots.map((one) => {
      const chip = h("button", {
        type: "button", class: "chip", "aria-pressed": String(bot === one.username),
        onclick: () => {
          bot = bot === one.username ? null : one.username;
          [...bots.children].forEach((other, i) => other.setAttribute("aria-pressed", String(state.bots[i].username === bot)));
          draw();
        },
      }, one.name);
      return chip;
    }));
    const name = h("input", { type: "text", maxlength: "64", required: true, placeholder: t("name"), "aria-label": t("new_person") });
    const create = h("form", {
      class: "new-person",
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const person = await addPerson({ first_name: name.value.trim(), language_code: currentLanguage() === "zh" ? "zh-hans" : "en" });
          end({ person, bot: bot ?? state.bots[0]?.username, created: true });
        } catch (failure) {
          fail(box, failure);
        }
      },
    }, name, h("button", { type: "submit", class: "plain" }, icon("plus"), t("create")));

    search.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        const first = list.querySelector("button");
        if (event.key === "Enter") first?.click();
        else first?.focus();
      }
    });
    arrowKeys(list);
    const box = h("dialog", {
      class: "picker", "aria-label": title,
      onclose: () => {
        box.remove();
        resolve(null);
      },
      onclick: (event) => event.target === box && box.close(),
    }, h("div", { class: "picker-inside" },
      h("div", { class: "picker-head" }, h("h2", {}, title), iconButton("close", t("close"), () => box.close())),
      h("label", { class: "search" }, icon("search"), search), bots, list, more, create));
    document.body.append(box);
    draw();
    box.showModal();
    search.focus();
  });
}
