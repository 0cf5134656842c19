// Elements out of text. Whatever came from a document goes through `shown`, and never through a parser.

const SVG = "http://www.w3.org/2000/svg";

// What would deceive a reader rather than be read: controls, overrides of direction, tags that nobody sees.
const ACTS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\u{e0000}-\u{e007f}]/gu;

function shown(text) {
  text = String(text);
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(ACTS)) {
    nodes.push(document.createTextNode(text.slice(from, found.index)));
    const code = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    const mark = document.createElement("span");
    mark.className = "acts";
    mark.textContent = "U+" + code;
    nodes.push(mark);
    from = found.index + found[0].length;
  }
  nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

// The same for an attribute that is read out or hovered.
function plain(text) {
  return String(text).replace(ACTS, (c) => "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"));
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : plain(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) node.append(child);
    else node.append(...shown(child));
  }
  return node;
}

const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);
const byId = (id) => document.getElementById(id);

// A text of a document: its direction is its own and reaches no further.
const own = (text, attributes) => el("bdi", attributes, text);

const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
const count = (many, one, more) => number(many) + " " + (many === 1 ? one : more);

function share(part, whole) {
  if (!whole) return "0 %";
  const percent = Math.floor((part * 100) / whole);
  return percent === 0 && part > 0 ? "< 1 %" : percent + " %";
}

const words = (word) => String(word).replace(/-/g, " ");
