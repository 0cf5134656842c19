// What is asked for, what fits it, and how that stands in the address, so that it can be sent to somebody.

const state = {
  decisions: new Set(),
  query: "",
  chosen: DIMENSIONS.map(() => new Set()),
  sort: "decision",
  down: false,
  document: -1,
};

// What fits, in order; and for each card, value and decision the count of documents that fit all other cards.
let hits = new Int32Array(0);
let counts = [];

const low = (text) => String(text).toLowerCase();

let haystacks = null;
let factHaystacks = null;
function texts(fact) {
  if (typeof fact === "string") return [];
  return fact.slice(1).flat(2).filter((part) => typeof part === "string");
}

// Which documents hold the text that is looked for; null for all.
function sought(query) {
  const wanted = low(query.trim());
  if (!wanted) return null;
  if (!haystacks) {
    haystacks = rows.map((row) => low([sourceOf(row), row[ID], addressText(row), row[TITLE] || "", publishedText(row), digest(row)].join("\n")));
    factHaystacks = facts.map((fact) => low(texts(fact).join("\n")));
  }
  const factFits = factHaystacks.map((text) => text.includes(wanted));
  const fits = new Uint8Array(rows.length);
  rows.forEach((row, index) => {
    const statements = row[STATEMENTS];
    let fit = haystacks[index].includes(wanted) || factFits[row[FORM]] || row[REST].some((fact) => factFits[fact]);
    fit = fit || clausesOf(row).some(([clause]) => factFits[clause]);
    for (let at = 0; !fit && at < statements.length; at += 3) fit = factFits[statements[at]];
    fits[index] = fit ? 1 : 0;
  });
  return fits;
}

function filter() {
  const fits = sought(state.query);
  const wanted = DECISIONS.map((word) => !state.decisions.size || state.decisions.has(word));
  const masks = DIMENSIONS.map((dimension, place) => {
    if (!state.chosen[place].size) return null;
    const mask = new Uint8Array(dimension.keys.length);
    for (const value of state.chosen[place]) mask[value] = 1;
    return mask;
  });
  counts = DIMENSIONS.map((dimension) => new Uint32Array(dimension.keys.length * 5));
  const active = masks.map((mask, place) => (mask ? place : -1)).filter((place) => place >= 0);
  const found = [];
  for (let index = 0; index < rows.length; index++) {
    const decision = decisions[index];
    if (!wanted[decision] || (fits && !fits[index])) continue;
    let missed = -1;
    let misses = 0;
    for (const place of active) {
      const { starts, values } = columns[place];
      let fit = false;
      for (let at = starts[index]; at < starts[index + 1]; at++) {
        if (masks[place][values[at]]) { fit = true; break; }
      }
      if (!fit) {
        missed = place;
        if (++misses > 1) break;
      }
    }
    if (misses > 1) continue;
    if (misses === 0) found.push(index);
    for (let place = missed < 0 ? 0 : missed; place < columns.length; place++) {
      const { starts, values } = columns[place];
      for (let at = starts[index]; at < starts[index + 1]; at++) counts[place][values[at] * 5 + decision]++;
      if (missed >= 0) break;
    }
  }
  hits = sorted(found);
}

// By what a column sorts: numbers, made once.
const ranks = new Map();
function rankOf(key) {
  if (ranks.has(key)) return ranks.get(key);
  const rank = new Int32Array(rows.length);
  if (key === "decision") {
    rows.forEach((row, index) => { rank[index] = RANK[row[DECISION]]; });
  } else if (DIMENSION[key]) {
    const dimension = DIMENSION[key];
    const order = dimension.labels.map((label, value) => [low(label), value]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const placeOf = new Int32Array(order.length);
    order.forEach(([, value], place) => { placeOf[value] = place; });
    const { starts, values } = columns[dimension.place];
    // What has no value comes last.
    for (let index = 0; index < rows.length; index++) rank[index] = starts[index] < starts[index + 1] ? placeOf[values[starts[index]]] : order.length;
  } else {
    const text = key === "published" ? (row) => publishedText(row) || "\uffff" : (row) => low(row[TITLE] || row[ID]);
    const order = rows.map((row, index) => [text(row), index]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
    order.forEach(([, index], place) => { rank[index] = place; });
  }
  ranks.set(key, rank);
  return rank;
}

function sorted(found) {
  const rank = rankOf(state.sort);
  const way = state.down ? -1 : 1;
  return Int32Array.from(found).sort((a, b) => way * (rank[a] - rank[b]) || a - b);
}

const isFiltered = () => state.decisions.size > 0 || state.query.trim() !== "" || state.chosen.some((set) => set.size > 0);

function address() {
  const parts = new URLSearchParams();
  for (const decision of state.decisions) parts.append("decision", decision);
  DIMENSIONS.forEach((dimension, place) => {
    for (const value of state.chosen[place]) parts.append(dimension.id, dimension.keys[value]);
  });
  if (state.query.trim()) parts.set("q", state.query.trim());
  if (state.sort !== "decision" || state.down) parts.set("sort", (state.down ? "-" : "") + state.sort);
  if (state.document >= 0) parts.set("document", sourceOf(rows[state.document]));
  return parts.toString();
}

// Whatever the address says, only what there is becomes part of the state.
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  state.decisions = new Set(parts.getAll("decision").filter((word) => DECISIONS.includes(word)));
  DIMENSIONS.forEach((dimension, place) => {
    const values = parts.getAll(dimension.id).map((key) => dimension.numbers.get(key));
    state.chosen[place] = new Set(values.filter((value) => value !== undefined));
  });
  state.query = parts.get("q") || "";
  const sort = parts.get("sort") || "decision";
  state.down = sort.startsWith("-");
  const key = sort.replace(/^-/, "");
  state.sort = COLUMNS.some((column) => column.sort === key) ? key : "decision";
  const wanted = parts.get("document");
  state.document = wanted === null ? -1 : rowOf(wanted);
  return wanted !== null && state.document < 0 ? wanted : null;
}
