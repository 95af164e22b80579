// Reads the text of a page aloud, by the voice that the browser has. Where it has none, no button is
// shown. What is said is what is written, without navigation, forms and drawings.

"use strict";

(() => {
  const place = document.querySelector(".read-aloud");
  const voice = window.speechSynthesis;
  if (!place || !voice || !window.SpeechSynthesisUtterance) return;

  const button = place.querySelector("button");
  const words = { start: button.textContent, stop: button.dataset.stop };
  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, summary, pre";
  const LEFT_OUT = "nav, form, svg, script, [hidden], [aria-hidden='true'], .on-screen";
  // Browsers fall silent in the middle of a long text: it is said sentence by sentence.
  const SENTENCE = /[^。！？；.!?;\n]*[。！？；.!?;\n]*/g;

  function paragraphs() {
    const found = [];
    let last = null;
    const main = document.querySelector(place.dataset.of || "main");
    const nodes = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      const parent = node.parentElement;
      if (parent.closest(LEFT_OUT) || !node.data.trim()) continue;
      const block = parent.closest(BLOCKS) || parent;
      if (block === last) found[found.length - 1] += node.data;
      else found.push(node.data);
      last = block;
    }
    return found.map((text) => text.replace(/\s+/g, " ").trim());
  }

  function silent() {
    button.textContent = words.start;
    button.setAttribute("aria-pressed", "false");
  }

  function stop() {
    voice.cancel();
    silent();
  }

  function speak() {
    const sentences = paragraphs().flatMap((text) => text.match(SENTENCE).filter((part) => part.trim()));
    sentences.forEach((sentence, place) => {
      const said = new SpeechSynthesisUtterance(sentence);
      said.lang = document.documentElement.lang;
      said.rate = 0.9;
      if (place === sentences.length - 1) said.onend = silent;
      voice.speak(said);
    });
    button.textContent = words.stop;
    button.setAttribute("aria-pressed", "true");
  }

  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : speak()));
  window.addEventListener("pagehide", () => voice.cancel());
  place.hidden = false;
})();
