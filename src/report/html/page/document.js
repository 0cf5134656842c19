// The page of one document: why it got its decision, what it says, where it came from.

const part = (title, ...children) => el("section", null, el("h2", null, title), children);
const pair = (term, ...what) => el("div", null, el("dt", null, term), el("dd", null, what));
const percent = (confidence) => Math.round(confidence * 100) + " %";
const partyText = (value) => (value ? [own(value[0]), value[1] ? [" ", el("code", null, value[1])] : el("span", { class: "none" }, " (not in the registry)")] : el("span", { class: "none" }, "not named"));

function statementLink(statement) {
  return el("a", { href: "#statement-" + statement.place, "data-statement": statement.place }, "line " + statement.line);
}

function quoteOf(statement) {
  return el("span", { class: "quoted" }, statementLink(statement), statement.fact[1] ? [" ", own(statement.fact[1], { class: "quote" })] : null);
}

// An address that a reader may follow; anything but the web is only shown.
function link(text) {
  return /^https?:\/\/[^\s]+$/i.test(text) ? el("a", { href: text, rel: "noopener noreferrer nofollow", target: "_blank" }, text) : own(text);
}

function identity(row) {
  const [, language, mediaType, encoding] = facts[row[FORM]];
  return el("dl", { class: "terms" },
    addressText(row) ? pair("Address", link(addressText(row))) : null,
    pair("Source", own(sourceOf(row))),
    row[TITLE] ? pair("Id", own(row[ID])) : null,
    publishedText(row) ? pair("Published", own(publishedText(row))) : null,
    pair("Language", own(languageName(language))),
    mediaType ? pair("Format", own(mediaType + (encoding ? ", " + encoding : ""))) : null,
    pair("Size", number(row[BYTES]) + " bytes"),
    row[SHA256] ? pair("SHA-256", el("code", { class: "digest" }, digest(row))) : null);
}

function reasons(row, statements) {
  const order = { deny: 2, review: 1, allow: 0 };
  const clauses = clausesOf(row).map(([place, evidence]) => ({ fact: facts[place], evidence })).sort((a, b) => order[b.fact[2]] - order[a.fact[2]]);
  const rest = row[REST].map((place) => facts[place]);
  const of = (kind) => rest.filter((fact) => fact[0] === kind);
  const items = clauses.map(({ fact, evidence }) =>
    el("li", null, el("p", { class: "clause" }, badge(DECISIONS.indexOf(fact[2])), " ", el("code", null, fact[1]), fact[4] ? el("span", { class: "none" }, " known from the baseline") : null), el("p", { class: "because" }, own(fact[3])),
      evidence.length ? el("ul", { class: "quotes" }, evidence.map((place) => el("li", null, quoteOf(statements[place])))) : null));
  for (const fact of of("failed")) items.push(el("li", null, el("p", { class: "clause" }, badge(3), " while it was to ", el("code", null, fact[1])), el("p", { class: "because" }, own(fact[2]))));
  for (const fact of of("waived")) items.push(el("li", { class: "off" }, el("p", { class: "clause" }, el("span", { class: "badge" }, "waived"), " ", el("code", null, fact[1])), el("p", { class: "because" }, own(fact[3])), el("p", null, own(fact[4]), " (", own(fact[5]), ", until ", fact[6], ")")));
  if (!items.length && row[DECISION] < 3) items.push(el("li", null, el("p", { class: "because" }, "No clause fired; the policy says ", el("code", null, "otherwise: " + DECISIONS[row[DECISION]]), ".")));
  const notes = [
    ...of("strictest").map((fact) => ["Strictest link", [own(fact[1][0]), " (" + words(fact[2]) + "): " + fact[3] + " " + fact[4].join(", ") + ", ", typeof fact[5][0] === "number" ? "line " + fact[5][0] : ["published at ", link(fact[5][0]), " (" + fact[5][1] + ")"]]]),
    ...of("obligation").map((fact) => ["Obliges to", [own(fact[2]), fact[3] ? [": ", own(fact[3], { class: "quote" })] : null]]),
    ...of("discharged").map((fact) => ["Discharged", ["by the agreement ", own(fact[2]), " with ", own(fact[1]), fact[3] ? [": ", own(fact[3], { class: "quote" })] : null]]),
    ...of("agreement").map((fact) => ["Agreement", [own(fact[1].reference), " with ", own(names.get(fact[1].with) || fact[1].with), ": " + words(fact[1].state) + ", from " + fact[1].from + (fact[1].until ? " until " + fact[1].until : "")]]),
    ...of("curated").map((fact) => ["Mended", [own(fact[1]), " is ", own(fact[2]), ": ", own(fact[3])]]),
    ...of("leverage").map((fact) => ["Would change", ["an agreement with ", own(names.get(fact[1]) || fact[1]), " would make it ", badge(DECISIONS.indexOf(fact[2]))]]),
    ...of("remark").map((fact) => ["Note", own(fact[1])]),
  ];
  if (!items.length && !notes.length) return null;
  return part(run.judged || row[DECISION] === 3 ? "Why" : "Judgement", items.length ? el("ol", { class: "reasons" }, items) : null, notes.length ? el("dl", { class: "terms notes" }, notes.map(([term, what]) => pair(term, what))) : null);
}

function conflicts(row, statements) {
  const all = row[CONTRADICTIONS];
  if (!all.length) return null;
  const items = [];
  for (let at = 0; at < all.length; at += 3) {
    const [one, other] = [statements[all[at]], statements[all[at + 1]]];
    const side = (statement) => el("div", { class: "side " + statementKind(statement.fact) }, el("p", { class: "clause" }, statementName(statement.fact), el("span", { class: "under" }, " " + words(statement.fact[3]) + " \u00b7 "), statementLink(statement)), statement.fact[1] ? el("p", null, own(statement.fact[1], { class: "quote" })) : null);
    items.push(el("li", null, el("p", { class: "kind" }, CONTRADICTION[all[at + 2]]), el("div", { class: "sides" }, side(one), side(other))));
  }
  return part("What contradicts what", el("ol", { class: "conflicts" }, items));
}

const RELATION = { "gave-to": "gave it to", "brand-of": "is a brand of, or carries under a brand of", "distributed-via": "was distributed by", "material-of": "is material of", "republished-by": "was published by", "translated-by": "was translated by", "quoted-by": "was quoted by", "co-source": "stands beside" };
const GAP = { "unnamed-source": "an agency is credited but not named", "no-publisher": "nobody is named who published it", "no-source": "nothing tells where the text came from", overflow: "more are credited than are kept", "ambiguous-name": "a name is that of several organisations" };

function chain(row, statements) {
  const hops = statements.filter((one) => one.fact[0] === "hop");
  const persons = statements.filter((one) => one.fact[0] === "person");
  const [, completeness, gaps] = facts[row[STATE]];
  if (!hops.length && !persons.length) return null;
  const scoped = (scope) => hops.filter((one) => (one.fact[6] || "text") === scope);
  const list = (all) => el("ol", { class: "hops" }, all.map(({ fact, place, line }, at) =>
    el("li", { id: "statement-" + place, tabindex: -1 },
      el("p", { class: "clause" }, partyText(fact[4])),
      el("p", { class: "under" }, words(fact[5]) + " \u00b7 " + percent(fact[3]) + (fact[9] ? " \u00b7 desk " : ""), fact[9] ? own(fact[9]) : null, " \u00b7 line " + line, fact[1] ? [" ", own(fact[1], { class: "quote" })] : null),
      fact[7] && at < all.length - 1 ? el("p", { class: "joined" }, RELATION[fact[7]] || words(fact[7]), fact[8] ? el("span", { class: "none" }, " (" + fact[8] + ")") : null) : null)));
  const text = scoped("text");
  const photo = scoped("photo");
  const statement = scoped("statement");
  return part("Where it came from",
    text.length ? list(text) : null,
    statement.length ? [el("h3", null, "Quoted statements"), list(statement)] : null,
    photo.length ? [el("h3", null, "Pictures"), list(photo)] : null,
    persons.length ? [el("h3", null, "Persons"), el("ul", { class: "persons" }, persons.map(({ fact, place, line }) => el("li", { id: "statement-" + place, tabindex: -1 }, own(fact[3]), el("span", { class: "under" }, " " + words(fact[4]) + (fact[5] ? " from " : ""), fact[5] ? own(fact[5]) : null, " \u00b7 line " + line))))] : null,
    completeness ? el("p", { class: "hint" }, "The chain is told " + { full: "in full", partial: "in part", none: "not at all" }[completeness] + (gaps.length ? ": " + gaps.map((gap) => GAP[gap] || words(gap)).join("; ") : "") + ".") : null);
}

function statementTable(statements) {
  const told = statements.filter((one) => ["notice", "term", "licence", "quote"].includes(one.fact[0]));
  if (!told.length) return null;
  const what = (fact) => {
    switch (fact[0]) {
      case "notice": return [fact[7].map(([from, to]) => (from === to ? from : from + "\u2013" + to)).join(", "), fact[7].length && fact[8] ? ", " : "", fact[8] ? "all rights reserved" : ""];
      case "term": return [(fact[8].length ? fact[8].join(", ") : "any use"), fact[9] ? " \u00b7 condition: " + fact[9] : "", fact[12] ? " \u00b7 about AI or robots" : "", fact[10].length && !fact[10].includes("*") ? [" \u00b7 to ", own(fact[10].join(", "))] : "", fact[11] ? " \u00b7 " + words(fact[11]) : ""];
      case "licence": return fact[7] ? link(fact[7]) : "";
      default: return "";
    }
  };
  return part("What it says",
    el("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": "What it says, as a table" }, el("table", { class: "statements" },
      el("thead", null, el("tr", null, ["Statement", "Of what", "By", "Channel", "Sure", "Line"].map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", null, told.map(({ fact, place, line, column }) => {
        const known = fact[0] !== "quote";
        return el("tr", { id: "statement-" + place, tabindex: -1 },
          el("th", { scope: "row" }, el("span", { class: "tag " + statementKind(fact) }, statementName(fact))),
          el("td", null, what(fact)), el("td", null, fact[0] === "licence" || !known ? "" : partyText(fact[6])),
          el("td", null, known ? fact[3] : ""), el("td", { title: known ? fact[5].map(words).join(", ") : null }, known ? percent(fact[4]) : ""), el("td", null, line + ":" + column));
      })))));
}

function sight(row) {
  const [, , , seen, missing] = facts[row[STATE]];
  const problems = row[REST].map((place) => facts[place]).filter((fact) => fact[0] === "problem");
  if (!seen.length && !missing.length && !problems.length) return null;
  return part("What could be seen", el("dl", { class: "terms notes" },
    seen.length ? pair("Seen", seen.join(", ")) : null,
    missing.length ? pair("Not part of this input", missing.join(", ")) : null,
    problems.map((fact) => pair("Problem", el("code", null, fact[1]), " ", own(fact[2])))));
}

function drawDocument(index) {
  const row = rows[index];
  const statements = statementsOf(row);
  const place = hits.indexOf(index);
  const near = (step, text) => {
    const other = place < 0 ? undefined : hits[place + step];
    return el("a", { class: "button", rel: step < 0 ? "prev" : "next", href: other === undefined ? null : "#" + addressOf(other), "aria-disabled": other === undefined ? "true" : null }, text);
  };
  byId("document").replaceChildren(...[
    el("nav", { class: "way", "aria-label": "Between documents" },
      el("a", { class: "button", id: "back", href: "#" + addressOf(-1) }, "\u2190 Report"),
      el("span", { class: "position" }, place < 0 ? "" : number(place + 1) + " of " + number(hits.length)),
      near(-1, "Previous"), near(1, "Next")),
    el("header", null, el("p", { class: "decided" }, badge(row[DECISION])), el("h1", { id: "document-title" }, own(row[TITLE] || row[ID]))),
    identity(row), reasons(row, statements), conflicts(row, statements),
    statements.length ? part("Evidence in the text", excerpt(row), el("p", { class: "hint" }, "Only what was read is quoted, at most 200 characters of each; the text itself is not part of this report.")) : part("Evidence in the text", el("p", { class: "because" }, row[DECISION] === 3 ? "It was not read." : "Nothing was found. Silence is not permission.")),
    statementTable(statements), chain(row, statements), sight(row),
    el("div", { class: "sign" }, el("p", null, "Looked at by"), el("p", null, "On"), el("p", null, "Decision")),
  ].filter(Boolean));
}
