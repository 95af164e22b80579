// Reading aloud, where the browser has a voice.

import { make, say } from "./hand_words.js";

const voice = window.speechSynthesis;

/** Reads a text aloud; what was being read ends. */
const read = (text) => {
  voice.cancel();
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.lang = document.documentElement.lang;
  spoken.rate = 0.9;
  voice.speak(spoken);
};

/** A button that reads something aloud; nothing where there is no voice. */
export const reader = (text, label = say("js.read")) => (voice
  ? make("button", { type: "button", class: "read", "aria-label": label, title: label, onclick: () => (voice.speaking ? voice.cancel() : read(text())) },
    make("span", { "aria-hidden": "true" }, "🔊"))
  : null);
