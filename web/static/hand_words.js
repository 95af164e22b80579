// What the page says, in its language: the server put it all into a template.

const template = document.getElementById("words");
const words = {};
for (const each of template.content.querySelectorAll("[data-word]")) words[each.dataset.word] = each.textContent;

/** Says a word; what stands in braces is filled in. */
export const say = (key, given = {}) => words[key].replace(/\{(\w+)\}/g, (all, name) => given[name] ?? all);

/** Makes an element: properties, then what stands in it. */
export const make = (tag, properties = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...inside.filter((each) => each !== null));
  return element;
};

let telling = 0;

/** Tells a screen reader what has just happened; nobody else sees it. */
export const tell = (text) => {
  const told = document.getElementById("told");
  clearTimeout(telling);
  told.textContent = "";
  // In a turn of its own, so that the same words are read twice.
  telling = setTimeout(() => { told.textContent = text; }, 30);
};
