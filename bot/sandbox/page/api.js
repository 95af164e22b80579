// The person's side of the sandbox over HTTP. Every call throws Failure with the server's own sentence.

import { t } from "./words.js";

export class Failure extends Error {}

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Failure(t("unreachable"));
  }
  const kind = response.headers.get("content-type") ?? "";
  const body = kind.includes("json") ? await response.json() : {};
  if (!response.ok) throw new Failure(body.error ?? `HTTP ${response.status}`);
  return body;
}

function post(path, body = {}) {
  return answer(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export function getState() {
  return answer("sim/state");
}

export function addPerson(person) {
  return post("sim/people", person);
}

export function fileUrl(fileId) {
  return `sim/files/${encodeURIComponent(fileId)}`;
}

/** What an address of the host says. */
export function answerOf(path) {
  return answer(path);
}

/** Calls an address the host application offered ("next day"). Other origins answer opaquely. */
export async function hostAction({ href, method = "POST" }) {
  const foreign = new URL(href, location.href).origin !== location.origin;
  if (!foreign) return answer(href, { method });
  try {
    return await fetch(href, { method, mode: "no-cors" });
  } catch {
    throw new Failure(t("unreachable"));
  }
}

/** One person's side of one chat: the verbs of the control API. */
export class Side {
  constructor(person, bot) {
    this.path = `sim/people/${person}/chats/${encodeURIComponent(bot)}`;
  }

  read() {
    return answer(this.path);
  }

  start(payload) {
    return post(`${this.path}/start`, payload ? { payload } : {});
  }

  text(text, replyTo) {
    return post(`${this.path}/text`, replyTo ? { text, reply_to_message_id: replyTo } : { text });
  }

  edit(messageId, text) {
    return post(`${this.path}/edit`, { message_id: messageId, text });
  }

  tap(messageId, row, col) {
    return post(`${this.path}/tap`, { message_id: messageId, row, col });
  }

  press(text) {
    return post(`${this.path}/press`, { text });
  }

  /** verb: photo, voice or document; a File goes as multipart, otherwise the sandbox's own sample. */
  media(verb, file, fields = {}) {
    if (!file) return post(`${this.path}/${verb}`, { sample: true, ...fields });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
    form.set("file", file, file.name || `${verb}.bin`);
    return answer(`${this.path}/${verb}`, { method: "POST", body: form });
  }

  /** The sandbox's own place: nobody's real position is asked for. */
  location() {
    return post(`${this.path}/location`);
  }

  contact() {
    return post(`${this.path}/contact`);
  }

  forward(text, fromName) {
    return post(`${this.path}/forward`, { text, from_name: fromName });
  }

  block() {
    return post(`${this.path}/block`);
  }

  unblock() {
    return post(`${this.path}/unblock`);
  }

  vote(message, optionIds) {
    return post(`${this.path}/poll_vote`, { message_id: message.message_id, poll_id: message.poll.id, option_ids: optionIds });
  }
}
