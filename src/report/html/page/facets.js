// The cards: what is denied, by clause, holder, origin, domain, language, channel.

const FEW = 7;
const MANY = 200;
const opened = new Set();

const DRAWN = [2, 1, 3, 0, 4];

// A bar of decisions, worst first, as wide as its share of the widest.
function bar(five, widest, order = DRAWN) {
  const drawing = svg("svg", { class: "bar", width: "100%", height: 6, "aria-hidden": "true" });
  let from = 0;
  for (const decision of order) {
    const width = (five[decision] * 100) / (widest || 1);
    if (width > 0) drawing.append(svg("rect", { class: DECISIONS[decision], x: from + "%", width: width + "%", height: 6 }));
    from += width;
  }
  return drawing;
}

function told(five) {
  return DRAWN.filter((decision) => five[decision]).map((decision) => number(five[decision]) + " " + WORD[DECISIONS[decision]]).join(", ");
}

function card(dimension) {
  const chosen = state.chosen[dimension.place];
  const all = [];
  let widest = 0;
  dimension.keys.forEach((key, value) => {
    const five = counts[dimension.place].subarray(value * 5, value * 5 + 5);
    const sum = five[0] + five[1] + five[2] + five[3] + five[4];
    if (sum || chosen.has(value)) all.push({ value, five, sum });
    if (sum > widest) widest = sum;
  });
  if (!all.length) return null;
  const refused = (one) => one.five[2] + one.five[1] + one.five[3];
  all.sort((a, b) => b.five[2] - a.five[2] || refused(b) - refused(a) || b.sum - a.sum || a.value - b.value);
  const open = opened.has(dimension.id);
  const listed = all.filter((one, place) => place < (open ? MANY : FEW) || chosen.has(one.value));
  const lines = listed.map(({ value, five, sum }) =>
    el("li", null,
      el("button", {
        type: "button",
        class: "value",
        "aria-pressed": chosen.has(value) ? "true" : "false",
        "data-dimension": dimension.id,
        "data-key": dimension.keys[value],
        title: dimension.labels[value] + ": " + told(five),
        "aria-label": dimension.labels[value] + ": " + told(five),
        click: () => toggle(dimension.place, value),
      },
      own(dimension.labels[value], { class: "label" }), el("span", { class: "number" }, number(sum)), bar(five, widest))));
  const more = all.length - FEW;
  return el("div", { class: "card", "data-card": dimension.id },
    el("h3", null, dimension.title, el("span", { class: "of" }, number(all.length))),
    el("ul", { "aria-label": dimension.title }, lines),
    more > 0 && el("button", {
      type: "button", class: "more", "aria-expanded": open ? "true" : "false",
      click: () => {
        if (open) opened.delete(dimension.id); else opened.add(dimension.id);
        drawFacets();
      },
    }, open ? "Show fewer" : "Show " + number(Math.min(more, MANY - FEW)) + " more" + (all.length > MANY ? " of " + number(all.length) : "")));
}

function drawFacets() {
  // Agreements have a part of the page to themselves.
  // The focus stays where it was, also when the cards are made anew.
  const focused = document.activeElement;
  const at = focused && focused.dataset && focused.dataset.dimension ? [focused.dataset.dimension, focused.dataset.key] : null;
  byId("facets").replaceChildren(...DIMENSIONS.filter((dimension) => dimension.id !== "agreement").map(card).filter(Boolean));
  if (at) {
    for (const button of byId("facets").querySelectorAll("button.value")) {
      if (button.dataset.dimension === at[0] && button.dataset.key === at[1]) button.focus({ preventScroll: true });
    }
  }
}

function drawChips() {
  const chips = [];
  const chip = (text, remove) => chips.push(el("li", null, el("button", { type: "button", class: "chip", click: remove, "aria-label": "Remove the filter " + text }, own(text), el("span", { "aria-hidden": "true" }, " \u00d7"))));
  for (const word of state.decisions) chip("decision: " + WORD[word], () => { state.decisions.delete(word); changed(); });
  DIMENSIONS.forEach((dimension, place) => {
    for (const value of state.chosen[place]) chip(dimension.title.toLowerCase() + ": " + dimension.labels[value], () => toggle(place, value));
  });
  if (state.query.trim()) chip("\u201c" + state.query.trim() + "\u201d", () => { state.query = ""; changed(); });
  byId("chips").replaceChildren(...chips);
  byId("clear").hidden = !isFiltered();
  for (const button of byId("counts").querySelectorAll("button")) button.setAttribute("aria-pressed", state.decisions.has(button.dataset.decision) ? "true" : "false");
}

function toggle(place, value) {
  const chosen = state.chosen[place];
  if (chosen.has(value)) chosen.delete(value); else chosen.add(value);
  changed();
}
