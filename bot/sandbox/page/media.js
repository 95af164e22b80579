// What a message carries besides text: photo, voice, file, place, contact, poll.

import { fileUrl } from "./api.js";
import { duration } from "./dates.js";
import { h, icon, iconButton } from "./dom.js";
import { t } from "./words.js";

let playing = null; // one voice at a time, as on a phone

function enlarge(source, caption) {
  const box = h("dialog", { class: "lightbox", "aria-label": t("photo"), onclick: () => box.close(), onclose: () => box.remove() },
    h("img", { src: source, alt: caption || t("photo") }),
    iconButton("close", t("close"), () => box.close(), { class: "icon-button lightbox-close" }));
  document.body.append(box);
  box.showModal();
}

function photo(sizes, caption) {
  const largest = sizes.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));
  const source = fileUrl(largest.file_id);
  const image = h("img", { src: source, alt: caption || t("photo"), width: largest.width, height: largest.height, loading: "lazy", decoding: "async" });
  image.addEventListener("error", () => image.closest(".photo")?.classList.add("missing"));
  const frame = h("button", { type: "button", class: "photo", "aria-label": t("open_photo"), onclick: () => enlarge(source, caption) }, image);
  frame.style.setProperty("--ratio", `${largest.width} / ${largest.height}`);
  return frame;
}

function bars(seed) {
  let value = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 65521, 7);
  const wave = h("span", { class: "wave", "aria-hidden": "true" });
  for (let i = 0; i < 28; i += 1) {
    value = (value * 75 + 74) % 65537;
    const bar = h("i");
    bar.style.height = `${20 + (value % 80)}%`;
    wave.append(bar);
  }
  return wave;
}

function voice(data) {
  const audio = new Audio();
  audio.preload = "none";
  const wave = bars(data.file_unique_id ?? data.file_id);
  const time = h("span", { class: "voice-time" }, duration(data.duration ?? 0));
  const mark = (on) => {
    button.replaceChildren(icon(on ? "pause" : "play"));
    const label = on ? t("pause") : t("play", { time: duration(data.duration ?? 0) });
    button.setAttribute("aria-label", label);
  };
  const button = iconButton("play", t("play", { time: duration(data.duration ?? 0) }), () => {
    if (!audio.paused) return audio.pause();
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    if (!audio.src) audio.src = fileUrl(data.file_id);
    return audio.play().catch(() => mark(false));
  }, { class: "icon-button voice-play" });
  const progress = () => {
    const total = Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : data.duration || 1;
    const share = audio.ended ? 0 : audio.currentTime / total;
    [...wave.children].forEach((bar, i) => bar.classList.toggle("played", i < share * wave.children.length));
    time.textContent = duration(audio.paused && !audio.currentTime ? data.duration ?? 0 : audio.ended ? data.duration ?? 0 : audio.currentTime);
  };
  audio.addEventListener("play", () => mark(true));
  for (const kind of ["pause", "ended", "error"]) audio.addEventListener(kind, () => mark(false));
  for (const kind of ["timeupdate", "ended", "pause"]) audio.addEventListener(kind, progress);
  return h("div", { class: "voice" }, button, wave, time);
}

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function document_(data) {
  const name = data.file_name ?? t("document");
  return h("a", { class: "document", href: fileUrl(data.file_id), download: name, "aria-label": t("download", { name }) },
    h("span", { class: "document-icon" }, icon("file")),
    h("span", { class: "document-text" }, h("span", { class: "document-name" }, name), h("span", { class: "document-size" }, size(data.file_size))));
}

function card(name, title, lines) {
  return h("div", { class: "card" }, h("span", { class: "document-icon" }, icon(name)),
    h("div", { class: "document-text" }, h("span", { class: "document-name" }, title), ...lines.filter(Boolean).map((line) => h("span", { class: "document-size" }, line))));
}

function poll(message, context) {
  const data = message.poll;
  const total = data.total_voter_count;
  const chosen = new Set(context.votes.get(data.id));
  const name = `poll-${data.id}-${message.message_id}`;
  const options = data.options.map((option, i) => {
    const bar = h("span", { class: "poll-bar" }, h("i"));
    bar.firstChild.style.width = `${total ? (option.voter_count * 100) / total : 0}%`;
    const box = h("input", {
      type: data.allows_multiple_answers ? "checkbox" : "radio", name, disabled: data.is_closed, checked: chosen.has(i),
      onchange: () => {
        if (!data.allows_multiple_answers) chosen.clear();
        if (box.checked) chosen.add(i);
        else chosen.delete(i);
        send.disabled = chosen.size === 0;
      },
    });
    return h("label", { class: "poll-option" }, box, h("span", { class: "poll-text" }, option.text), h("span", { class: "poll-count" }, String(option.voter_count)), bar);
  });
  const send = h("button", { type: "button", class: "plain", disabled: chosen.size === 0, onclick: () => context.onVote(message, [...chosen]) }, t("vote"));
  return h("fieldset", { class: "poll" }, h("legend", {}, data.question),
    h("span", { class: "document-size" }, data.is_closed ? t("poll_closed") : data.is_anonymous ? t("poll_anonymous") : t("poll")),
    ...options, h("span", { class: "document-size" }, t("votes", { n: total })), data.is_closed ? null : send);
}

/** Nodes for whatever the message carries; [] for a plain text message. */
export function carried(message, context) {
  if (message.photo?.length) return [photo(message.photo, message.caption)];
  if (message.voice) return [voice(message.voice)];
  if (message.audio) return [voice(message.audio)];
  if (message.document) return [document_(message.document)];
  if (message.venue) return [card("pin", message.venue.title, [message.venue.address])];
  if (message.location) return [card("pin", t("location_card"), [`${message.location.latitude.toFixed(5)}, ${message.location.longitude.toFixed(5)}`])];
  if (message.contact) return [card("person", [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" "), [message.contact.phone_number, t("contact_card")])];
  if (message.poll) return [poll(message, context)];
  return [];
}

/** One line for quotes and spoken labels. */
export function gist(message) {
  if (message.text || message.caption) return message.text || message.caption;
  for (const kind of ["photo", "voice", "document", "poll"]) if (message[kind]) return `[${t(kind)}]`;
  if (message.location) return `[${t("location_card")}]`;
  if (message.contact) return `[${t("contact_card")}]`;
  return t("unsupported");
}
