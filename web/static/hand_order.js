// An order of options: places, best first, each with the letters that share it. Every change gives a
// new order, so that what was can be kept.

const without = (order, letter) => order.map((group) => group.filter((each) => each !== letter)).filter((group) => group.length > 0);

/** The place of a letter, from 1; 0: it has none. */
export const placeOf = (order, letter) => order.findIndex((group) => group.includes(letter)) + 1;

/** Puts a letter at the end; one that has a place already loses it. */
export const tap = (order, letter) => (placeOf(order, letter) ? without(order, letter) : [...order, [letter]]);

/** Moves a letter by one place; out of a shared place it comes to stand alone before or behind it. */
export const move = (order, letter, by) => {
  const at = placeOf(order, letter) - 1;
  if (at < 0) return order;
  const shared = order[at].length > 1;
  const to = shared ? at + (by > 0 ? 1 : 0) : at + by;
  if (!shared && (to < 0 || to >= order.length)) return order;
  const rest = without(order, letter);
  return [...rest.slice(0, to), [letter], ...rest.slice(to)];
};

/** Shares the place of the one before, or (one that shares a place) stands alone behind it. */
export const tie = (order, letter) => {
  const at = placeOf(order, letter) - 1;
  if (at < 0) return order;
  if (order[at].indexOf(letter) > 0) return move(order, letter, 1);
  if (at === 0) return order;
  const made = without(order, letter);
  return made.map((group, i) => (i === at - 1 ? [...group, letter] : group));
};

/** Puts a letter at a row of the list (from 0), alone; for what was dragged there. */
export const put = (order, letter, row) => {
  const rest = without(order, letter);
  let before = 0;
  let at = 0;
  while (at < rest.length && before + rest[at].length <= row) before += rest[at++].length;
  if (at < rest.length && row > before) at += 1; // never into the middle of a shared place
  return [...rest.slice(0, at), [letter], ...rest.slice(at)];
};

/** The order as it is typed: A=B C. */
export const typed = (order) => order.map((group) => group.join("=")).join(" ");

/** Whether two orders are the same. */
export const same = (one, other) => typed(one) === typed(other);
