// The attachment menu: own files or the sandbox's samples, a place, a number, somebody else's words.

import { h, icon } from "./dom.js";
import { openMenu, openSheet } from "./sheets.js";
import { t } from "./words.js";

function chooseFile(accept, then) {
  const input = h("input", { type: "file", accept, onchange: () => input.files[0] && then(input.files[0]) });
  input.click();
}

function field(label, input) {
  return h("label", { class: "form-field" }, h("span", {}, label), input);
}

/** Asks for a caption, then sends; `file` null means the sandbox's sample photo. */
async function sendPhoto(phone, file) {
  const url = file ? URL.createObjectURL(file) : null;
  const caption = h("input", { type: "text", maxlength: "1024", value: phone.composer.area.value });
  const preview = url ? h("img", { class: "preview", src: url, alt: file.name }) : h("div", { class: "preview sample" }, icon("photo"), t("photo_sample"));
  const yes = await openSheet(phone.screen, { title: t("send_photo"), confirm: t("send"), body: h("div", {}, preview, field(t("caption"), caption)) });
  if (url) URL.revokeObjectURL(url);
  if (!yes) return;
  phone.composer.area.value = "";
  phone.composer.fit();
  await phone.attempt(() => phone.side.media("photo", file, caption.value ? { caption: caption.value } : {}));
}

async function forward(phone) {
  const from = h("input", { type: "text", required: true, maxlength: "64" });
  const text = h("textarea", { required: true, rows: "4", maxlength: "4096" });
  const yes = await openSheet(phone.screen, { title: t("forward_title"), confirm: t("send"), body: h("div", {}, field(t("forward_from"), from), field(t("forward_text"), text)) });
  if (yes) await phone.attempt(() => phone.side.forward(text.value, from.value));
}

/** Length in whole seconds as the browser reads it; 1 when it cannot. */
function lengthOf(file) {
  return new Promise((resolve) => {
    const url = URL.createObjectURL(file);
    const audio = new Audio(url);
    const end = (seconds) => {
      URL.revokeObjectURL(url);
      resolve(Number.isFinite(seconds) ? Math.max(1, Math.round(seconds)) : 1);
    };
    audio.addEventListener("loadedmetadata", () => end(audio.duration));
    audio.addEventListener("error", () => end(1));
  });
}

async function sendVoice(phone, file) {
  const seconds = await lengthOf(file);
  return phone.attempt(() => phone.side.media("voice", file, { duration: seconds }));
}

/** Pasted or dropped files go by their kind. */
export function sendFiles(phone, files) {
  const [file] = files;
  if (file.type.startsWith("image/")) return sendPhoto(phone, file);
  if (file.type.startsWith("audio/")) return sendVoice(phone, file);
  return phone.attempt(() => phone.side.media("document", file));
}

export function openAttachMenu(phone, anchor) {
  openMenu(phone.screen, anchor, [
    { icon: "photo", label: t("photo_file"), run: () => chooseFile("image/*", (file) => sendPhoto(phone, file)) },
    { icon: "photo", label: t("photo_sample"), run: () => sendPhoto(phone, null) },
    { icon: "mic", label: t("voice_file"), run: () => chooseFile("audio/*", (file) => sendVoice(phone, file)) },
    { icon: "mic", label: t("voice_sample"), run: () => phone.attempt(() => phone.side.media("voice", null, { duration: 3 })) },
    { icon: "file", label: t("document_file"), run: () => chooseFile("", (file) => phone.attempt(() => phone.side.media("document", file))) },
    { icon: "pin", label: t("location"), run: () => phone.attempt(() => phone.side.location()) },
    { icon: "person", label: t("contact"), run: () => phone.attempt(() => phone.side.contact()) },
    { icon: "forward", label: t("forward"), run: () => forward(phone) },
  ], t("attach"));
}
