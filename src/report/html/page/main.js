// Puts it together: the state, the address, and who hears what.

let written = null;

function drawReport() {
  filter();
  drawFacets();
  drawChips();
  drawAgreements();
  drawChains();
  drawTable();
  if (byId("query") !== document.activeElement) byId("query").value = state.query;
}

// A new state of the report itself: no step of the history, but the address tells it.
function changed() {
  written = address();
  history.replaceState(null, "", "#" + written);
  drawReport();
}

function open(index) {
  location.hash = addressOf(index);
}

let scrolled = 0;
let last = -1;

function show(missing) {
  const single = state.document >= 0;
  if (single && byId("document").hidden) scrolled = scrollY;
  byId("report").hidden = single;
  byId("document").hidden = !single;
  document.body.classList.toggle("single", single);
  if (single) {
    last = state.document;
    drawDocument(state.document);
    scrollTo(0, 0);
    byId("document").focus({ preventScroll: true });
    document.title = plain(rows[state.document][TITLE] || rows[state.document][ID]) + " \u2013 rights clearance";
  } else {
    document.title = title;
    drawLines(true);
    if (last >= 0) {
      scrollTo(0, scrolled);
      const place = hits.indexOf(last);
      if (place >= 0) moveTo(place);
      byId("grid").focus({ preventScroll: true });
      last = -1;
    }
    if (missing) byId("found").textContent = "No document of this report is at \u201c" + plain(missing) + "\u201d.";
  }
}

const title = document.title;

function moved() {
  const now = location.hash.slice(1);
  // A place on the page, not a state.
  if (now && !now.includes("=")) return;
  const before = address();
  const missing = readAddress();
  const [old, fresh] = [before, address()].map((text) => { const parts = new URLSearchParams(text); parts.delete("document"); return parts.toString(); });
  if (written === null || old !== fresh) drawReport();
  written = address();
  show(missing);
}

function goTo(id) {
  const target = byId(id);
  if (!target || target.hidden) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[href^='#']");
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = anchor.getAttribute("href").slice(1);
  if (to.includes("=") || (to === "" && anchor.id === "back")) return;
  // A place on the page: the state stays in the address.
  event.preventDefault();
  if (state.document >= 0 && !to.startsWith("statement-")) {
    last = -1;
    location.hash = addressOf(-1);
    setTimeout(() => goTo(to), 50);
  } else goTo(to);
});

byId("counts").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const word = button.dataset.decision;
  if (state.decisions.has(word)) state.decisions.delete(word); else state.decisions.add(word);
  changed();
});

let typing = 0;
byId("query").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => { state.query = byId("query").value; changed(); }, 150);
});
byId("search").addEventListener("submit", (event) => event.preventDefault());
byId("clear").addEventListener("click", () => {
  state.decisions.clear();
  state.query = "";
  byId("query").value = "";
  state.chosen.forEach((set) => set.clear());
  changed();
  byId("query").focus();
});

byId("theme").addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).colorScheme.trim() === "dark" || (document.documentElement.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
byId("print").addEventListener("click", () => window.print());
addEventListener("beforeprint", drawPrinted);
addEventListener("hashchange", moved);
addEventListener("resize", () => drawLines(true));
box.addEventListener("scroll", () => requestAnimationFrame(() => drawLines(false)), { passive: true });
byId("grid").addEventListener("keydown", tableKeys);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !typing && state.document < 0) { event.preventDefault(); byId("query").focus(); }
  if (state.document < 0) return;
  if (event.key === "Escape") byId("back").click();
  const way = { j: "next", k: "prev" }[event.key];
  if (way && !typing) {
    const near = byId("document").querySelector("a[rel='" + way + "'][href]");
    if (near) near.click();
  }
});

for (const id of ["reasons", "documents"]) byId(id).hidden = rows.length === 0;
if (leftOut.refused || leftOut.allowed) {
  const parts = [leftOut.refused && number(leftOut.refused) + " that are not allowed", leftOut.allowed && number(leftOut.allowed) + " that are allowed"].filter(Boolean);
  byId("left-out").hidden = false;
  byId("left-out").textContent = "The figures above count every document. The lists below leave out " + parts.join(" and ") + ", so that a browser can hold them; the report as JSON Lines has them all.";
}
moved();
