/* Compare: the events, reports or a topic side by side; and, below an open report, what other reports say. */
const form = element.querySelector("form.about");
const field = form.elements.about;
const held = element.querySelector(".beside");
let wanted = 0; // counts the requests: only the last one is shown
let shown = null; // what is shown, so that returning to the tab does not load it again

const params = () => Object.fromEntries(new URLSearchParams(location.search));

async function fill({ reports = "", about = "" }) {
  const key = JSON.stringify({ reports, about });
  if (document.activeElement !== field) field.value = about;
  if (key === shown) return;
  const first = shown === null;
  const number = ++wanted;
  shown = key;
  held.innerHTML = `<p class="hint busy">${reports || about ? "Reading the reports" : "Looking for reports of the same event"}</p>`;
  const [path, given] = about ? ["compare/topic", { about }] : reports ? ["compare/reports", { reports }] : ["compare/events", {}];
  const { ok, html } = await dragoman.load(path, given);
  if (number !== wanted) return;
  if (!ok) shown = null;
  held.innerHTML = html;
  const heading = held.querySelector("h3");
  if (!first) {
    element.scrollTop = 0;
    if (document.activeElement !== field) heading?.focus({ preventScroll: true });
  }
  dragoman.say(heading?.textContent ?? "");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  dragoman.show("compare", { about: field.value.trim() });
});
dragoman.whenShown("compare", fill);
window.addEventListener("popstate", () => params().tab === "compare" && fill(params()));

/* Below the report that is open in the source panel. */
let opened = 0;
dragoman.on("opened", async ({ element: panel, document: name, start, end }) => {
  const number = ++opened;
  const page = panel.querySelector(".page");
  if (!page || !start) return;
  const { ok, html } = await dragoman.load("compare/others", { document: name, start, end });
  // A report that has left the corpus has no others, and the reader may have opened another one meanwhile.
  if (!ok || number !== opened || !page.isConnected) return;
  page.querySelector(".others")?.remove();
  page.insertAdjacentHTML("beforeend", html);
});
