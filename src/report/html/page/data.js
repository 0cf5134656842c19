// The data as `row.rs` wrote it, and for each card of the overview the values of each document.

const data = JSON.parse(byId("data").textContent);
const run = JSON.parse(byId("run").textContent);
byId("data").remove();

const DECISIONS = ["allow", "review", "deny", "failed", "recorded"];
const WORD = { allow: "allow", review: "review", deny: "deny", failed: "failed", recorded: "read" };
// Worst first.
const RANK = [3, 1, 0, 2, 4];

const [DECISION, ID, SOURCE, LOCATOR, SHA256, BYTES, FORM, ADDRESS, HOST, TITLE, PUBLISHED, STATEMENTS, STATE, CLAUSES, REST, CONTRADICTIONS] =
  Array(16).keys();

const facts = [];
const rows = [];
for (const [news, row] of data.rows) {
  for (const fact of news) facts.push(fact);
  rows.push(row);
}
const leftOut = data.left_out;
data.rows = null;

// A quote that is the name itself is written as 0.
for (const fact of facts) {
  if (fact[0] === "hop" && fact[1] === 0) fact[1] = fact[4][0];
  if (fact[0] === "person" && fact[1] === 0) fact[1] = fact[3];
}

// The clauses that fired: each its fact, and the places of its evidence among the statements.
function clausesOf(row) {
  const all = [];
  for (let at = 0; at < row[CLAUSES].length; at += 2) all.push([row[CLAUSES][at], facts[row[CLAUSES][at + 1]]]);
  return all;
}

const addressText = (row) => (row[HOST] === null ? row[ADDRESS] || "" : facts[row[HOST]][2] + row[ADDRESS]);
const publishedText = (row) => (typeof row[PUBLISHED] === "number" ? (row[PUBLISHED] ? facts[row[PUBLISHED]] : "") : row[PUBLISHED]);

function digest(row) {
  const text = row[SHA256];
  if (!/^[A-Za-z0-9+/]{43}$/.test(text)) return text;
  let hex = "";
  for (const byte of atob(text)) hex += byte.charCodeAt(0).toString(16).padStart(2, "0");
  return hex;
}

const CONTRADICTION = {
  "term-and-term": "Allowed here, kept there",
  "licence-and-term": "A licence, and a term that restricts",
  "licence-and-notice": "A licence, and all rights reserved",
  "licence-and-licence": "Two licences",
};

const restricts = (modality) => modality === "prohibited" || modality === "permission-required";
const partyKey = (party) => party[1] || "=" + party[0];

// The cards, in the order of the page.
const DIMENSIONS = [
  { id: "clause", title: "Clause" },
  { id: "holder", title: "Holder or grantor" },
  { id: "origin", title: "Origin or carrier" },
  { id: "publisher", title: "Publisher" },
  { id: "domain", title: "Domain" },
  { id: "language", title: "Language" },
  { id: "channel", title: "Channel" },
  { id: "action", title: "Restricted action" },
  { id: "licence", title: "Licence" },
  { id: "contradiction", title: "Contradiction" },
  { id: "obligation", title: "Obligation" },
  { id: "baseline", title: "Against the baseline" },
  { id: "agreement", title: "An agreement would change" },
  { id: "problem", title: "Problem" },
].map((dimension, place) => ({ ...dimension, place, keys: [], labels: [], numbers: new Map() }));
const DIMENSION = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension.id, dimension]));

function valueOf(id, key, label) {
  const dimension = DIMENSION[id];
  let value = dimension.numbers.get(key);
  if (value === undefined) {
    value = dimension.keys.length;
    dimension.numbers.set(key, value);
    dimension.keys.push(key);
    dimension.labels.push(String(label));
  }
  return [dimension.place, value];
}

let languageNames = null;
try {
  languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
} catch {
  // A tag alone says it too.
}
function languageName(tag) {
  if (!tag) return "not known";
  let name = null;
  try {
    name = languageNames && languageNames.of(tag);
  } catch {
    // Not every text is a tag.
  }
  return name ? name + " (" + tag + ")" : tag;
}

// The first name that an organisation of the registry is read by.
const names = new Map();
function party(id, value) {
  if (value[1] && !names.has(value[1])) names.set(value[1], value[0]);
  return valueOf(id, partyKey(value), value[0]);
}

function valuesOfFact(fact) {
  if (!Array.isArray(fact)) return [];
  switch (fact[0]) {
    case "clause":
      return valueOf("clause", fact[1], fact[1]);
    case "notice":
      return [...(fact[6] ? party("holder", fact[6]) : []), ...valueOf("channel", fact[3], fact[3])];
    case "term": {
      const all = [...(fact[6] ? party("holder", fact[6]) : []), ...valueOf("channel", fact[3], fact[3])];
      if (restricts(fact[7])) {
        for (const action of fact[8]) all.push(...valueOf("action", action, action));
        if (!fact[8].length) all.push(...valueOf("action", "any", "any use"));
      }
      return all;
    }
    case "licence":
      return [...valueOf("licence", fact[6], fact[6]), ...valueOf("channel", fact[3], fact[3])];
    case "hop":
      if (fact[6] && fact[6] !== "text") return [];
      // A network only passes on what others have.
      if (fact[10] && fact[5] !== "republisher") return [];
      return party(fact[5] === "republisher" ? "publisher" : "origin", fact[4]);
    case "form":
      return valueOf("language", fact[1] || "-", languageName(fact[1]));
    case "host":
      return valueOf("domain", fact[1], fact[1]);
    case "leverage":
      return valueOf("agreement", fact[1], fact[1]);
    case "obligation":
      return valueOf("obligation", fact[1], fact[1]);
    case "known":
      return valueOf("baseline", "known", "nothing new");
    case "problem":
      return valueOf("problem", fact[1], words(fact[1]));
    case "failed":
      return valueOf("problem", "failed-" + fact[1], "failed: " + fact[1]);
    default:
      return [];
  }
}

const factValues = facts.map(valuesOfFact);
DIMENSION.agreement.labels = DIMENSION.agreement.keys.map((id) => names.get(id) || id);

// For each card the values of all documents one after the other, and where those of each begin.
const columns = DIMENSIONS.map(() => ({ starts: new Uint32Array(rows.length + 1), values: [] }));
const decisions = new Uint8Array(rows.length);
(() => {
  const otherwise = run.judged ? valueOf("clause", "otherwise", "otherwise") : null;
  const contradictions = {};
  for (const [kind, label] of Object.entries(CONTRADICTION)) contradictions[kind] = () => valueOf("contradiction", kind, label);
  let index = 0;
  const add = (values) => {
    for (let at = 0; at < values.length; at += 2) {
      const column = columns[values[at]];
      const all = column.values;
      let known = false;
      for (let before = all.length - 1; before >= column.starts[index]; before--) {
        if (all[before] === values[at + 1]) { known = true; break; }
      }
      if (!known) all.push(values[at + 1]);
    }
  };
  for (; index < rows.length; index++) {
    const row = rows[index];
    decisions[index] = row[DECISION];
    for (const column of columns) column.starts[index] = column.values.length;
    add(factValues[row[FORM]]);
    if (row[HOST] !== null) add(factValues[row[HOST]]);
    for (let at = 0; at < row[STATEMENTS].length; at += 3) add(factValues[row[STATEMENTS][at]]);
    for (const [clause] of clausesOf(row)) add(factValues[clause]);
    if (otherwise && !row[CLAUSES].length && row[DECISION] < 3) add(otherwise);
    for (const fact of row[REST]) add(factValues[fact]);
    for (let at = 2; at < row[CONTRADICTIONS].length; at += 3) add(contradictions[row[CONTRADICTIONS][at]]());
  }
  for (const column of columns) {
    column.starts[rows.length] = column.values.length;
    column.values = Int32Array.from(column.values);
  }
})();

// The labels of a document's values of a card.
function labels(index, id) {
  const { starts, values } = columns[DIMENSION[id].place];
  const all = [];
  for (let at = starts[index]; at < starts[index + 1]; at++) all.push(DIMENSION[id].labels[values[at]]);
  return all;
}

function sourceOf(row) {
  const source = typeof row[SOURCE] === "number" ? facts[row[SOURCE]] + row[ID] : row[SOURCE];
  if (row[LOCATOR] > 0) return source + "#line " + row[LOCATOR];
  if (row[LOCATOR] < 0) return source + "#row " + -row[LOCATOR];
  return source;
}

// Sources with their locator never repeat; what was cut may, and then the first is meant.
let places = null;
function rowOf(source) {
  if (!places) {
    places = new Map();
    rows.forEach((row, index) => {
      const key = sourceOf(row);
      if (!places.has(key)) places.set(key, index);
    });
  }
  return places.has(source) ? places.get(source) : -1;
}
