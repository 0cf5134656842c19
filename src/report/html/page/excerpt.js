// What was read in a document, in the order in which it stands there: the quotes, marked, with their lines. A quote
// within another is marked where it stands in it.

const LAYER = { quote: 0, term: 1, notice: 1, licence: 1, person: 2, hop: 3 };

function statementName(fact) {
  switch (fact[0]) {
    case "notice": return fact[8] ? "all rights reserved" : "notice";
    case "term": return fact[7];
    case "licence": return fact[6];
    case "hop": return words(fact[5]);
    case "person": return words(fact[4]);
    default: return "read";
  }
}

// How a statement weighs: what keeps, what allows, what only tells.
function statementKind(fact) {
  if (fact[0] === "term") return restricts(fact[7]) ? "keeps" : "allows";
  if (fact[0] === "licence") return "allows";
  if (fact[0] === "notice") return "claims";
  return "tells";
}

function statementsOf(row) {
  const all = [];
  for (let at = 0; at < row[STATEMENTS].length; at += 3) {
    all.push({ place: at / 3, fact: facts[row[STATEMENTS][at]], line: row[STATEMENTS][at + 1], column: row[STATEMENTS][at + 2] });
  }
  return all;
}

// Where one quote stands in another, in characters; −1 where it does not.
function within(outer, inner) {
  if (inner.field !== outer.field || inner.line !== outer.line || inner.column < outer.column) return -1;
  const at = inner.column - outer.column;
  return outer.text.slice(at, at + inner.text.length).join("") === inner.text.join("") ? at : -1;
}

function excerpt(row) {
  const quotes = statementsOf(row).filter((one) => one.fact[1]).map((one) => ({ ...one, text: Array.from(one.fact[1]), field: one.fact[2] || "" }));
  if (!quotes.length) return el("p", { class: "hint" }, "No quotes are part of this report.");
  quotes.sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0) || a.line - b.line || a.column - b.column || b.text.length - a.text.length);
  const passages = [];
  for (const quote of quotes) {
    const outer = passages.find((passage) => within(passage, quote) >= 0);
    if (outer) outer.inner.push([within(outer, quote), quote]);
    else passages.push({ ...quote, inner: [[0, quote]] });
  }
  const lines = [];
  let before = null;
  for (const passage of passages) {
    if (passage.field && passage.field !== (before && before.field)) lines.push(el("li", { class: "field" }, "field ", el("code", null, passage.field)));
    else if (before && passage.line > before.line + 1) lines.push(el("li", { class: "gap", "aria-hidden": "true" }, "\u22ef"));
    lines.push(el("li", { class: "passage" },
      el("span", { class: "place", title: "line " + passage.line + ", column " + passage.column }, passage.line),
      el("blockquote", { dir: "auto" }, marked(passage)),
      el("span", { class: "tags" }, passage.inner.map(([, quote]) => el("a", { class: "tag " + statementKind(quote.fact), href: "#statement-" + quote.place, "data-statement": quote.place }, statementName(quote.fact))))));
    before = passage;
  }
  return el("ol", { class: "excerpt" }, lines);
}

// The text with the innermost mark of each character.
function marked(passage) {
  const mark = new Array(passage.text.length).fill(null);
  const inner = passage.inner.slice().sort((a, b) => b[1].text.length - a[1].text.length || LAYER[a[1].fact[0]] - LAYER[b[1].fact[0]]);
  for (const [at, quote] of inner) for (let place = at; place < at + quote.text.length; place++) mark[place] = quote;
  const nodes = [];
  for (let from = 0; from < mark.length;) {
    let to = from;
    while (to < mark.length && mark[to] === mark[from]) to++;
    const text = passage.text.slice(from, to).join("");
    nodes.push(mark[from] ? el("mark", { class: statementKind(mark[from].fact), title: statementName(mark[from].fact) }, text) : text);
    from = to;
  }
  return nodes;
}
