// The web hall with a script: what is sent goes out beside the page, news come by themselves, and what
// cannot be sent is kept and sent again with the same id, so that it has one effect.
import { keep, kept, drop, dropOthers, meant } from "./hall_queue.js";

const log = document.getElementById("log");
const state = document.getElementById("state");
const say = document.getElementById("say");
const { at, base, waiting, lost, push, who, look, large, most, refused } = log.dataset;
const FIRST = 10000; // a stream speaks at once (ms), unless something between us holds it back
const SILENT = 50000; // no word for so long (ms): the stream is dead, whatever it says itself
const AGAIN = 3000;
const TRIES = 5; // so often a fault of ours is tried again
let revision = Number(log.dataset.revision);
let source = null;
let heard = Date.now();
let spoken = false;
let streams = 0; // streams that ended without a word: something between us holds them back
let sending = false;

const fresh = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
};

const near = () => window.innerHeight + window.scrollY > document.body.scrollHeight - 240;

const show = (html, upTo) => {
  const drawn = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html");
  const follow = near();
  let last = null;
  for (const item of [...drawn.querySelectorAll("ol > li")]) {
    const node = document.importNode(item, true);
    const before = node.id && document.getElementById(node.id);
    if (before) before.replaceWith(node);
    else log.append(node);
    last = node;
  }
  if (upTo > revision) revision = upTo;
  if (last && follow) last.scrollIntoView({ block: "nearest" });
  return last;
};

const tell = (text) => {
  state.textContent = text;
};

const mark = (item) => {
  let node = document.getElementById(`w${item.id}`);
  if (!node) {
    node = document.createElement("li");
    node.id = `w${item.id}`;
    node.className = "waiting";
    log.append(node);
  }
  node.textContent = `${item.text || item.label} · ⏳ ${waiting}`;
  node.scrollIntoView({ block: "nearest" });
};

// What was meant after it waits for its turn as well.
const markAll = async () => {
  for (const item of await kept(who)) mark(item);
};

const post = async (item) => {
  // Plain fields are half the bytes and half the reading; only a file needs its parts.
  const body = item.file ? new FormData() : new URLSearchParams();
  body.append("token", say.elements.token.value);
  body.append("id", item.id);
  for (const name of ["press", "message", "text"]) {
    if (item[name]) body.append(name, item[name]);
  }
  if (item.file) body.append("file", item.file, item.name);
  const answer = await fetch(`${item.at}/act?after=${revision}`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body,
    credentials: "same-origin",
    cache: "no-store",
  });
  return { status: answer.status, told: await answer.json().catch(() => null) };
};

// Why what was answered with a page that is none of the hall's comes to nothing; empty: it may come to
// something yet. So a server in front refuses what is too large for it, or whatever it does not like.
const refusal = async (item, status) => {
  if (status === 413) return large;
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) return refused;
  if (status !== 500) return "";
  item.tries = (item.tries ?? 0) + 1;
  await keep(item);
  return item.tries >= TRIES ? refused : "";
};

// Buttons by what they are about: their verb, and the last of their words.
const named = (press) => press.replace(/:.*:|:/, ":");
const labels = (message) =>
  new Map([...message.querySelectorAll("button")].map((one) => [named(one.value), one.textContent]));

// A sheet is the same as before where its choices are still there, and one of them reads differently.
// The next question of a form is none, though its buttons may have the same names.
const isSameSheet = (before, after) => {
  const verbs = [...before.keys()].map((name) => name.split(":")[0]);
  return verbs.some((verb, place) => {
    if (verbs.indexOf(verb) !== place) return false;
    const choices = [...before.keys()].filter((name) => name.split(":")[0] === verb);
    return (
      choices.length > 1 &&
      choices.every((name) => after.has(name)) &&
      choices.some((name) => after.get(name) !== before.get(name))
    );
  });
};

// The button that does now what was pressed: about the same thing, else the only one of its verb.
const successor = (message, press) => {
  const all = [...message.querySelectorAll("button")];
  const like = all.filter((one) => one.value.split(":")[0] === press.split(":")[0]);
  return like.find((one) => named(one.value) === named(press)) || (like.length === 1 ? like[0] : null);
};

// How a message stood when its button was pressed: the stream may bring its change before the answer.
const stood = new Map();

const done = (item, told) => {
  document.getElementById(`w${item.id}`)?.remove();
  if (told.gone || told.over || told.why === "hall.stranger") {
    location.reload();
    return;
  }
  if (told.html !== undefined && item.at === at) {
    const was = Number(item.message) === told.number ? stood.get(item.id) : undefined;
    stood.delete(item.id);
    const last = show(told.html, told.revision);
    const answer = document.getElementById(`m${told.number}`) || last;
    const same = was && answer && isSameSheet(was.labels, labels(answer));
    const next = same ? successor(answer, item.press) : null;
    if (next && item.focus) {
      // The next tap is where the last one was: a sheet of options is worked off without scrolling.
      window.scrollBy(0, next.getBoundingClientRect().top - was.top);
      next.focus({ preventScroll: true });
    } else if (answer && item.focus) {
      answer.tabIndex = -1;
      answer.focus({ preventScroll: true });
      const tall = answer.offsetHeight > window.innerHeight / 2;
      answer.scrollIntoView({ block: tall ? "start" : "nearest" });
    }
  }
  tell(told.why ? told.text : told.alert ? told.toast : "");
};

// One after the other, in the order in which they were meant.
const send = async () => {
  if (sending) return;
  sending = true;
  try {
    for (let [item] = await kept(who); item; [item] = await kept(who)) {
      let found;
      try {
        found = await post(item);
      } catch {
        return await markAll();
      }
      if (!found.told) {
        const text = await refusal(item, found.status);
        if (!text) return await markAll();
        found.told = { why: "refused", text };
      } else if (found.status === 503 || found.status === 429) {
        tell(found.told.text);
        return await markAll();
      }
      await drop(item.id);
      done(item, found.told);
    }
  } finally {
    sending = false;
    log.removeAttribute("aria-busy");
  }
};

const take = async (item) => {
  log.setAttribute("aria-busy", "true");
  document.getElementById("menu").open = false; // what it covers is the answer
  const id = fresh();
  const message = item.press && document.getElementById(`m${item.message}`);
  const button = message && successor(message, item.press);
  if (button) stood.set(id, { labels: labels(message), top: button.getBoundingClientRect().top });
  await keep({ id, who, at, focus: true, made: meant(), ...item });
  await send();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.action.endsWith("/act")) return;
  event.preventDefault();
  const button = event.submitter;
  if (form === say) {
    const text = say.elements.text.value.trim();
    const file = say.elements.file.files[0];
    if (!text && !file) return;
    if (file && file.size > Number(most)) {
      tell(large);
      return;
    }
    take({ text, file, name: file?.name, label: file?.name });
    say.reset();
    say.querySelector(".file").classList.remove("chosen");
    return;
  }
  if (!button) return;
  take({
    [button.name]: button.value,
    message: form.elements.message?.value,
    label: button.textContent,
  });
});

say.elements.text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    say.requestSubmit();
  }
});
say.elements.file.addEventListener("change", (event) => {
  event.target.parentElement.classList.toggle("chosen", event.target.files.length > 0);
});

const alive = () => {
  heard = Date.now();
  if (state.textContent === lost) tell("");
};

// Language, size or role has changed: keys, headings and letters are drawn anew.
const seen = (told) => {
  if (told.revision > revision) show(told.html, told.revision);
  if (told.look !== look) location.replace(at);
  alive();
};

const listen = () => {
  source?.close();
  spoken = false;
  source = new EventSource(`${at}/events?after=${revision}`);
  source.addEventListener("news", (event) => {
    const told = JSON.parse(event.data);
    streams = 0;
    spoken = true;
    seen(told);
  });
  source.addEventListener("beat", () => {
    streams = 0;
    spoken = true;
    alive();
  });
  source.addEventListener("over", () => location.reload());
  source.addEventListener("error", () => {
    streams += 1;
    if (!navigator.onLine) tell(lost);
  });
  source.addEventListener("open", () => {
    alive();
    send();
  });
};

// Where something between us holds a stream back, questions that wait for their answer go through.
const ask = async () => {
  for (;;) {
    try {
      const answer = await fetch(`${at}/news?after=${revision}`, { cache: "no-store" });
      const told = await answer.json();
      if (told.over) return location.reload();
      seen(told);
    } catch {
      tell(lost);
      await new Promise((wake) => setTimeout(wake, AGAIN));
    }
  }
};

let asking = false;
setInterval(() => {
  if (asking) return;
  const silent = Date.now() - heard > (spoken ? SILENT : FIRST);
  if (silent) streams += 1;
  if (streams >= 3 && navigator.onLine) {
    asking = true;
    source?.close();
    ask();
  } else if (silent || source?.readyState === EventSource.CLOSED) {
    heard = Date.now();
    tell(lost);
    listen();
  }
}, AGAIN);
setInterval(send, 10000);
window.addEventListener("online", () => {
  if (!asking) listen();
  send();
});
window.addEventListener("offline", () => tell(lost));

const wanted = async () => {
  if (!("serviceWorker" in navigator)) return;
  const worker = await navigator.serviceWorker.register(`${base}/worker.js`, { scope: base });
  if (!push || !("PushManager" in window)) return;
  const button = document.getElementById("push");
  if (Notification.permission === "denied") return;
  if (await worker.pushManager.getSubscription()) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const padded = push.replaceAll("-", "+").replaceAll("_", "/");
    const key = Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
    const ready = await navigator.serviceWorker.ready;
    const made = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const body = new FormData();
    body.append("token", say.elements.token.value);
    body.append("id", fresh());
    body.append("text", JSON.stringify(made));
    const answer = await fetch(`${base}/push`, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.ok) button.hidden = true;
  });
};

if (location.hash) document.querySelector(location.hash)?.scrollIntoView({ block: "nearest" });
else {
  const opened = log.querySelector("[autofocus]") || log.lastElementChild;
  opened?.scrollIntoView({ block: opened === log.lastElementChild ? "end" : "start" });
}
listen();
dropOthers(who).then(send);
wanted().catch(() => {});
