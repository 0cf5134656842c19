// The table of documents: only the lines that can be seen are there, however many there are.

const COLUMNS = [
  { id: "decision", title: "Decision", sort: "decision" },
  { id: "name", title: "Document", sort: "name" },
  { id: "reason", title: "Reason", sort: "clause" },
  { id: "holder", title: "Holder", sort: "holder" },
  { id: "chain", title: "Origin \u2192 publisher", sort: "origin" },
  { id: "language", title: "Language", sort: "language" },
  { id: "published", title: "Published", sort: "published" },
];

const PRINTED = 500;
const narrow = matchMedia("screen and (max-width: 760px)");
const lineHeight = () => (narrow.matches ? 112 : 58);
// Browsers draw nothing beyond some ten million pixels; a longer list is drawn as if it were pressed together.
const TALLEST = 8000000;

let current = 0;
let drawn = "";

// The clause that decided: the first of the worst.
function reason(row) {
  const order = { deny: 2, review: 1, allow: 0 };
  let best = null;
  for (const [place] of clausesOf(row)) {
    const clause = facts[place];
    if (!best || order[clause[2]] > order[best[2]]) best = clause;
  }
  if (best) return { id: best[1], because: best[3] };
  const failed = row[REST].map((place) => facts[place]).find((fact) => fact[0] === "failed");
  if (failed) return { id: "failed", because: failed[2] };
  const waived = row[REST].map((place) => facts[place]).find((fact) => fact[0] === "waived");
  if (waived) return { id: "waived", because: waived[1] + ": " + waived[4] };
  if (row[DECISION] === 4) return { id: "", because: "" };
  return { id: "otherwise", because: "no clause fired" };
}

function few(all) {
  if (!all.length) return [];
  return [own(all[0]), all.length > 1 && el("span", { class: "more-of" }, " +" + (all.length - 1))];
}

function cells(index) {
  const row = rows[index];
  const why = reason(row);
  const origins = labels(index, "origin");
  const publishers = labels(index, "publisher");
  return {
    decision: [badge(row[DECISION])],
    name: [el("span", { class: "title" }, own(row[TITLE] || row[ID])), el("span", { class: "under" }, own(sourceOf(row)))],
    reason: [el("span", { class: "title" }, why.id), el("span", { class: "under" }, own(why.because))],
    holder: few(labels(index, "holder")),
    chain: origins.length || publishers.length ? [...(origins.length ? few(origins) : [el("span", { class: "none" }, "not told")]), el("span", { class: "arrow" }, " \u2192 "), ...(publishers.length ? few(publishers) : [el("span", { class: "none" }, "not named")])] : [],
    language: [own(facts[row[FORM]][1] || "")],
    published: [own(publishedText(row).slice(0, 10))],
  };
}

const badge = (decision) => el("span", { class: "badge " + DECISIONS[decision] }, WORD[DECISIONS[decision]]);

function line(place) {
  const index = hits[place];
  const all = cells(index);
  return el("a", {
    class: "line" + (place === current ? " current" : ""),
    role: "row", id: "line-" + place, "aria-rowindex": place + 2, tabindex: -1,
    href: "#" + addressOf(index),
    "data-place": place,
  }, COLUMNS.map((column) => el("span", { class: "cell " + column.id, role: "gridcell" }, all[column.id])));
}

function addressOf(index) {
  const before = state.document;
  state.document = index;
  const found = address();
  state.document = before;
  return found;
}

const box = byId("rows");
const spacer = el("div", { class: "spacer", role: "presentation" });
box.append(spacer);

// How many pixels of the list one pixel of the box stands for.
function pressed() {
  const tall = hits.length * lineHeight();
  return { tall: Math.min(tall, TALLEST), ratio: tall > TALLEST ? (tall - box.clientHeight) / (TALLEST - box.clientHeight) : 1 };
}

function drawLines(force) {
  const { tall, ratio } = pressed();
  const height = lineHeight();
  const top = box.scrollTop * ratio;
  const from = Math.max(0, Math.floor(top / height) - 6);
  const to = Math.min(hits.length, Math.ceil((top + box.clientHeight) / height) + 6);
  const key = from + " " + to + " " + current + " " + height + " " + (ratio === 1 ? 0 : top);
  if (!force && key === drawn) return;
  drawn = key;
  spacer.style.height = tall + "px";
  const lines = [];
  for (let place = from; place < to; place++) {
    const node = line(place);
    node.style.transform = "translateY(" + (place * height - top + box.scrollTop) + "px)";
    lines.push(node);
  }
  spacer.replaceChildren(...lines);
  byId("grid").setAttribute("aria-activedescendant", hits.length ? "line-" + current : "");
}

function drawTable() {
  current = 0;
  box.scrollTop = 0;
  byId("grid").setAttribute("aria-rowcount", hits.length + 1);
  byId("grid").setAttribute("aria-colcount", COLUMNS.length);
  byId("heads").replaceChildren(...COLUMNS.map((column) => {
    const now = state.sort === column.sort;
    return el("span", { class: "cell " + column.id, role: "columnheader", "aria-sort": now ? (state.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", "data-sort": column.sort, click: () => sortBy(column.sort) }, column.title, el("span", { "aria-hidden": "true", class: "way" }, now ? (state.down ? " \u2193" : " \u2191") : "")));
  }));
  const all = isFiltered() ? number(hits.length) + " of " + count(rows.length, "document", "documents") : count(rows.length, "document", "documents");
  byId("found").textContent = hits.length ? all : "No document fits all filters.";
  box.classList.toggle("empty", !hits.length);
  drawLines(true);
}

function sortBy(key) {
  if (state.sort === key) state.down = !state.down;
  else { state.sort = key; state.down = false; }
  changed();
  for (const button of byId("heads").querySelectorAll("button")) if (button.dataset.sort === key) button.focus({ preventScroll: true });
}

function moveTo(place) {
  if (!hits.length) return;
  current = Math.max(0, Math.min(hits.length - 1, place));
  const height = lineHeight();
  const { ratio } = pressed();
  const top = box.scrollTop * ratio;
  if (current * height < top) box.scrollTop = (current * height) / ratio;
  else if ((current + 1) * height > top + box.clientHeight) box.scrollTop = ((current + 1) * height - box.clientHeight) / ratio;
  drawLines(true);
}

function tableKeys(event) {
  if (event.target.closest("#heads")) return;
  const page = Math.max(1, Math.floor(box.clientHeight / lineHeight()) - 1);
  const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: hits.length - 1 }[event.key];
  if (to !== undefined) { event.preventDefault(); moveTo(to); }
  else if (event.key === "Enter" && hits.length && event.target === byId("grid")) { event.preventDefault(); open(hits[current]); }
}

// What goes on paper: the first lines as a plain table.
function drawPrinted() {
  const kept = COLUMNS.filter((column) => column.id !== "published");
  const lines = Array.from(hits.slice(0, PRINTED), (index) => {
    const all = cells(index);
    return el("tr", null, kept.map((column) => el("td", { class: column.id }, all[column.id])));
  });
  const rest = hits.length - lines.length;
  byId("printed").replaceChildren(
    el("thead", null, el("tr", null, kept.map((column) => el("th", null, column.title)))),
    el("tbody", null, lines, rest > 0 && el("tr", null, el("td", { colspan: kept.length, class: "rest" }, number(rest) + " more are not printed: filter for them, or use another format."))));
}
