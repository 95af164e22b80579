// Dates as the simulated clock sees them. The host may name a time zone; otherwise the browser's is used.

import { locale, t } from "./words.js";

let zone;
let skew = 0; // simulated seconds minus this machine's seconds
let offset = 0;

export function setZone(name) {
  zone = name || undefined;
}

/** clock = {"now": simulated UTC seconds, "offset": seconds ahead of real time} */
export function setClock(clock) {
  skew = clock.now - Date.now() / 1000;
  offset = clock.offset ?? 0;
}

export function simulatedNow() {
  return Date.now() / 1000 + skew;
}

export function offsetDays() {
  return Math.round(offset / 86400);
}

const formats = new Map();

function format(seconds, name, options) {
  const key = `${locale()}|${zone}|${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }));
  return formats.get(key).format(new Date(seconds * 1000));
}

export function clockTime(seconds) {
  return format(seconds, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayKey(seconds) {
  return format(seconds, "key", { year: "numeric", month: "2-digit", day: "2-digit" });
}

export function dayTitle(seconds) {
  const key = dayKey(seconds);
  const now = simulatedNow();
  if (key === dayKey(now)) return t("today");
  if (key === dayKey(now - 86400)) return t("yesterday");
  const thisYear = format(seconds, "year", { year: "numeric" }) === format(now, "year", { year: "numeric" });
  return thisYear
    ? format(seconds, "short", { month: "long", day: "numeric", weekday: "short" })
    : format(seconds, "long", { year: "numeric", month: "long", day: "numeric", weekday: "short" });
}

export function fullTime(seconds) {
  return format(seconds, "full", { year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function shortTime(seconds) {
  return format(seconds, "tiny", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
