// The ways of the copy, from its origins to its publishers, as a flow diagram (Sankey) in plain SVG.

const COLUMN_TITLES = ["Origin", "Brand or wire", "Distributor", "Publisher"];
const NODES = 10;
const UNNAMED = "?";

// From the facts of a chain to its steps: organisations side by side stand in one step. Chains that are the same are
// the same array, and what is the way of each document is found out once.
const steps = new Map();
let ways = null;
function stepsOf(row) {
  const statements = row[STATEMENTS];
  const hops = [];
  let key = "";
  for (let at = 0; at < statements.length; at += 3) {
    const fact = facts[statements[at]];
    if (fact[0] === "hop" && (!fact[6] || fact[6] === "text")) {
      hops.push(fact);
      key += statements[at] + " ";
    }
  }
  let found = steps.get(key);
  if (!found) steps.set(key, (found = ordered(hops)));
  return found;
}

function ordered(hops) {
  const groups = [];
  let beside = false;
  for (const hop of hops) {
    if (beside) groups[groups.length - 1].push(hop); else groups.push([hop]);
    beside = hop[7] === "co-source";
  }
  const publishes = (group) => group.every((hop) => hop[5] === "republisher");
  if (!groups.length || (groups.length === 1 && publishes(groups[0]))) return [];
  const result = [];
  let before = -1;
  groups.forEach((group, place) => {
    let column;
    if (place === groups.length - 1 && publishes(group)) column = 3;
    else if (place === 0) column = 0;
    else column = Math.min(2, Math.max(group[0][5] === "distributor" ? 2 : 1, before + 1));
    // A chain that is longer than the diagram is shortened in the middle.
    if (column === before) return;
    before = column;
    result.push({ column, parties: group.map((hop) => [partyKey(hop[4]), hop[4][0]]) });
  });
  if (before < 3) result.push({ column: 3, parties: [[UNNAMED, "publisher not named"]] });
  return result;
}

function flows() {
  const columns = [0, 1, 2, 3].map(() => new Map());
  const links = new Map();
  let told = 0;
  let silent = 0;
  if (!ways) ways = rows.map(stepsOf);
  const chains = new Map();
  for (const index of hits) {
    const chain = ways[index];
    if (!chain.length) { silent++; continue; }
    told++;
    let five = chains.get(chain);
    if (!five) chains.set(chain, (five = [0, 0, 0, 0, 0]));
    five[decisions[index]]++;
  }
  for (const [chain, five] of chains) {
    const sum = five[0] + five[1] + five[2] + five[3] + five[4];
    chain.forEach((step, place) => {
      for (const [key, label] of step.parties) {
        let node = columns[step.column].get(key);
        if (!node) columns[step.column].set(key, (node = { column: step.column, key, label, sum: 0, five: [0, 0, 0, 0, 0] }));
        node.sum += sum;
        five.forEach((many, decision) => { node.five[decision] += many; });
        const next = chain[place + 1];
        if (next) for (const [other] of next.parties) {
          const name = step.column + "\n" + key + "\n" + next.column + "\n" + other;
          const link = links.get(name);
          if (link) link.sum += sum; else links.set(name, { from: [step.column, key], to: [next.column, other], sum });
        }
      }
    });
  }
  return { columns, links: [...links.values()], told, silent };
}

// Keeps the largest of each column, the rest as one.
function gathered({ columns, links }) {
  const kept = columns.map((nodes, column) => {
    const all = [...nodes.values()].sort((a, b) => b.sum - a.sum || (a.key < b.key ? -1 : 1));
    const shownNodes = new Map(all.slice(0, NODES).map((node) => [node.key, node]));
    if (all.length > NODES) {
      const rest = { column, key: null, label: number(all.length - NODES) + " others", sum: 0, five: [0, 0, 0, 0, 0] };
      for (const node of all.slice(NODES)) {
        rest.sum += node.sum;
        node.five.forEach((many, decision) => { rest.five[decision] += many; });
      }
      shownNodes.set(null, rest);
    }
    return shownNodes;
  });
  const joined = new Map();
  for (const link of links) {
    const from = kept[link.from[0]].get(link.from[1]) || kept[link.from[0]].get(null);
    const to = kept[link.to[0]].get(link.to[1]) || kept[link.to[0]].get(null);
    const name = [link.from[0], from.key, link.to[0], to.key].join("\n");
    const known = joined.get(name);
    if (known) known.sum += link.sum; else joined.set(name, { from, to, sum: link.sum });
  }
  return { nodes: kept.map((nodes) => [...nodes.values()]), links: [...joined.values()] };
}

const FIGURE = { width: 1000, tall: 300, most: 26, label: 190, bar: 9, slot: 19, gap: 7, top: 26 };

// Gives each node and each end of a link its place; returns the height.
function placed({ nodes, links }) {
  const used = nodes.map((list, column) => (list.length ? column : -1)).filter((column) => column >= 0);
  const most = Math.max(...nodes.map((list) => list.reduce((sum, node) => sum + node.sum, 0)));
  // A band of one document is no wider than it needs to be.
  const scale = Math.min(FIGURE.tall / Math.max(most, 1), FIGURE.most);
  const across = (place) => (used.length > 1 ? (place * (FIGURE.width - FIGURE.label)) / (used.length - 1) : 0);
  let height = 0;
  used.forEach((column, place) => {
    const x = across(place);
    if (place) {
      // As near as can be to where they come from.
      const middle = (node) => {
        const into = links.filter((link) => link.to === node);
        const sum = into.reduce((all, link) => all + link.sum, 0);
        return into.reduce((all, link) => all + link.sum * (link.from.y + link.from.tall / 2), 0) / (sum || 1);
      };
      const middles = new Map(nodes[column].map((node) => [node, middle(node)]));
      // The rest stands below all that are named.
      nodes[column].sort((a, b) => (a.key === null) - (b.key === null) || middles.get(a) - middles.get(b) || b.sum - a.sum);
    }
    let y = FIGURE.top;
    for (const node of nodes[column]) {
      node.tall = Math.max(2, node.sum * scale);
      node.x = x;
      node.y = y;
      y += Math.max(node.tall, FIGURE.slot) + FIGURE.gap;
    }
    height = Math.max(height, y);
  });
  const ends = (side, other, name) => {
    for (const node of nodes.flat()) {
      let y = node.y;
      const own = links.filter((link) => link[side] === node).sort((a, b) => a[other].y - b[other].y || a[other].x - b[other].x);
      const sum = own.reduce((all, link) => all + link.sum, 0);
      // A document with two sources side by side leaves by more links than it is.
      const fit = sum ? node.tall / sum : 0;
      for (const link of own) {
        link[name] = y + (link.sum * fit) / 2;
        y += link.sum * fit;
        link.wide = Math.min(link.wide || Infinity, Math.max(1, link.sum * fit));
      }
    }
  };
  ends("from", "to", "y0");
  ends("to", "from", "y1");
  return { height, used, x: used.map((column, place) => across(place)) };
}

function choose(node) {
  if (node.key === null || node.key === UNNAMED) return;
  const dimension = node.column === 3 ? DIMENSION.publisher : DIMENSION.origin;
  const value = dimension.numbers.get(node.key);
  if (value !== undefined) toggle(dimension.place, value);
}

function drawChains() {
  const section = byId("chains");
  section.hidden = rows.length === 0;
  const all = flows();
  byId("chains-lead").replaceChildren(...shown(all.told
    ? count(all.told, "document tells", "documents tell") + " whose text it carries" + (all.silent ? "; " + number(all.silent) + " name at most a publisher and are not drawn" : "") + ". A band is as wide as its documents are many; a longer chain is shortened in the middle."
    : "No document here tells whose text it carries."));
  byId("chains-table").hidden = !all.told;
  if (!all.told) {
    byId("chains-figure").replaceChildren();
    return;
  }
  const graph = gathered(all);
  const { height, used, x } = placed(graph);
  const drawing = svg("svg", { class: "flow", viewBox: "0 0 " + FIGURE.width + " " + Math.ceil(height), role: "group", "aria-label": "Flow of " + count(all.told, "document", "documents") + " from origins to publishers" });
  used.forEach((column, place) => drawing.append(svg("text", { class: "column", x: x[place], y: 12 }, COLUMN_TITLES[column])));
  for (const link of graph.links) {
    const [x0, x1] = [link.from.x + FIGURE.bar, link.to.x];
    const bend = (x1 - x0) / 2;
    drawing.append(svg("path", { class: "band", d: `M${x0} ${link.y0}C${x0 + bend} ${link.y0} ${x1 - bend} ${link.y1} ${x1} ${link.y1}`, "stroke-width": link.wide },
      svg("title", null, link.from.label + " \u2192 " + link.to.label + ": " + count(link.sum, "document", "documents"))));
  }
  for (const node of graph.nodes.flat()) {
    const chosen = node.key !== null && node.key !== UNNAMED;
    const label = node.label.length > 26 ? node.label.slice(0, 25) + "\u2026" : node.label;
    const group = svg("g", {
      class: chosen ? "node" : "node still", tabindex: chosen ? 0 : null, role: chosen ? "button" : "img",
      "aria-label": node.label + ": " + told(node.five),
      "data-node": node.key,
      click: () => choose(node),
      keydown: (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(node); }
      },
    }, svg("title", null, node.label + ": " + told(node.five)));
    let y = node.y;
    for (const decision of DRAWN) {
      const tall = (node.tall * node.five[decision]) / node.sum;
      if (tall > 0) group.append(svg("rect", { class: DECISIONS[decision], x: node.x, y, width: FIGURE.bar, height: tall }));
      y += tall;
    }
    const middle = node.y + Math.min(node.tall, FIGURE.slot) / 2 + 4;
    group.append(svg("text", { x: node.x + FIGURE.bar + 6, y: Math.max(middle, node.y + 10) }, label, svg("tspan", { class: "many" }, " " + number(node.sum))));
    drawing.append(group);
  }
  byId("chains-figure").replaceChildren(drawing);
  const lines = graph.links.slice().sort((a, b) => b.sum - a.sum);
  byId("chains-table").lastElementChild.replaceChildren(
    el("table", { class: "flows" },
      el("thead", null, el("tr", null, el("th", { scope: "col" }, "From"), el("th", { scope: "col" }, "To"), el("th", { scope: "col", class: "right" }, "Documents"))),
      el("tbody", null, lines.map((link) => el("tr", null, el("td", null, own(link.from.label)), el("td", null, own(link.to.label)), el("td", { class: "right" }, number(link.sum)))))));
}
