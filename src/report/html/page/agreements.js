// The leverage view: what one agreement would clear, and what a few would clear together.

const LISTED = 10;
const TOGETHER = 5;

function drawAgreements() {
  const section = byId("agreements");
  if (!section) return;
  section.hidden = rows.length === 0;
  const orders = new Map();
  let refused = 0;
  for (const index of hits) {
    if (decisions[index] === 1 || decisions[index] === 2) refused++;
    for (const place of rows[index][REST]) {
      const fact = facts[place];
      if (fact[0] !== "leverage") continue;
      let one = orders.get(fact[1]);
      if (!one) orders.set(fact[1], (one = { id: fact[1], cleared: [], milder: 0 }));
      if (fact[2] === "allow") one.cleared.push(index); else one.milder++;
    }
  }
  const all = [...orders.values()].sort((a, b) => b.cleared.length - a.cleared.length || b.milder - a.milder || (a.id < b.id ? -1 : 1));
  byId("agreements-lead").replaceChildren(...carried(), ...sentence(all, refused));
  if (!all.length) {
    byId("agreements-list").replaceChildren();
    return;
  }
  const widest = Math.max(...all.map((one) => one.cleared.length + one.milder));
  const dimension = DIMENSION.agreement;
  byId("agreements-list").replaceChildren(
    el("table", { class: "agreements" },
      el("thead", null, el("tr", null, el("th", { scope: "col" }, "An agreement with"), el("th", { scope: "col", class: "right" }, "clears"), el("th", { scope: "col", class: "right" }, "from deny to review"), el("th", { class: "wide", "aria-hidden": "true" }))),
      el("tbody", null, all.slice(0, LISTED).map((one) => {
        const value = dimension.numbers.get(one.id);
        const five = [one.cleared.length, one.milder, 0, 0, 0];
        return el("tr", null,
          el("th", { scope: "row" }, el("button", { type: "button", class: "linkish", "aria-pressed": state.chosen[dimension.place].has(value) ? "true" : "false", "data-agreement": one.id, click: () => toggle(dimension.place, value) }, own(dimension.labels[value]))),
          el("td", { class: "right" }, number(one.cleared.length)), el("td", { class: "right" }, number(one.milder)), el("td", { class: "wide" }, bar(five, widest, [0, 1])));
      }))),
    ...(all.length > LISTED ? [el("p", { class: "hint" }, number(all.length - LISTED) + " more change fewer documents.")] : []),
    el("p", { class: "hint" }, "Each agreement is looked at alone: a document that needs two at once is counted for neither."));
}

// Whose copy it is that was denied, of those that can be asked: the registry knows them.
function carried() {
  const { starts, values } = columns[DIMENSION.origin.place];
  const from = new Set();
  let told = 0;
  let denied = 0;
  for (const index of hits) {
    if (decisions[index] !== 2) continue;
    denied++;
    let any = false;
    for (let at = starts[index]; at < starts[index + 1]; at++) {
      if (DIMENSION.origin.keys[values[at]].startsWith("=")) continue;
      from.add(values[at]);
      any = true;
    }
    if (any) told++;
  }
  if (!told) return [];
  return [...shown(share(told, denied) + " of what was denied comes from " + count(from.size, "organisation", "organisations") + ". ")];
}

// What the best few clear together, each chosen for what those before it leave.
function sentence(all, refused) {
  if (!refused) return [...shown("Nothing here is denied or for review.")];
  const [first] = all;
  if (!first) return [...shown("No single agreement with an organisation of the registry would change a decision.")];
  const name = (one) => own(DIMENSION.agreement.labels[DIMENSION.agreement.numbers.get(one.id)]);
  if (!first.cleared.length) {
    return [...shown("No single agreement clears a document. One with "), name(first), ...shown(" brings " + count(first.milder, "document", "documents") + " from deny to review.")];
  }
  const cleared = new Uint8Array(rows.length);
  const best = [];
  let sum = 0;
  for (let turn = 0; turn < TOGETHER; turn++) {
    let most = 0;
    let next = null;
    for (const one of all) {
      // They are in order: none that follows can do better than it has.
      if (one.cleared.length <= most) break;
      let fresh = 0;
      for (const index of one.cleared) if (!cleared[index]) fresh++;
      if (fresh > most) { most = fresh; next = one; }
    }
    if (!next) break;
    for (const index of next.cleared) cleared[index] = 1;
    best.push(next);
    sum += most;
  }
  const nodes = [...shown("One agreement with "), name(first), ...shown(" clears " + count(first.cleared.length, "document", "documents") + ", " + share(first.cleared.length, refused) + " of what is not allowed.")];
  if (best.length > 1) {
    nodes.push(...shown(" Together with "));
    best.slice(1).forEach((one, place) => {
      if (place) nodes.push(...shown(place === best.length - 2 ? " and " : ", "));
      nodes.push(name(one));
    });
    nodes.push(...shown(": " + number(sum) + ", " + share(sum, refused) + "."));
  }
  return nodes;
}
