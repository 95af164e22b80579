// Which phones are open and which one is in front, kept in the address: #phones=12@hall_bot,13@desk_bot&front=1

export function readLayout() {
  const hash = new URLSearchParams(location.hash.slice(1));
  if (!hash.has("phones")) return null;
  const phones = hash.get("phones").split(",").filter(Boolean).map((part) => {
    const at = part.indexOf("@");
    return { person: Number(part.slice(0, at)), bot: part.slice(at + 1) };
  });
  return { phones, front: Number(hash.get("front") ?? 0) };
}

export function writeLayout(phones, front) {
  const list = phones.map(({ person, bot }) => `${person.id}@${bot.username}`).join(",");
  if (list === "") {
    history.replaceState(null, "", location.pathname + location.search);
    return;
  }
  const hash = `#phones=${list}${front > 0 ? `&front=${front}` : ""}`;
  if (hash !== location.hash) history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
}

/** ?start=CODE&person=ID&bot=NAME: an invitation to be used once. */
export function readInvitation() {
  const query = new URLSearchParams(location.search);
  if (!query.has("start")) return null;
  return { payload: query.get("start"), person: query.has("person") ? Number(query.get("person")) : null, bot: query.get("bot") };
}

export function forgetInvitation() {
  const query = new URLSearchParams(location.search);
  for (const name of ["start", "person", "bot"]) query.delete(name);
  const search = query.toString();
  history.replaceState(null, "", `${location.pathname}${search ? `?${search}` : ""}${location.hash}`);
}
