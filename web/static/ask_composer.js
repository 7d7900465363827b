/* The question box: sends a question with the filters beside it, stops an answer, begins a new conversation. */
const box = element.querySelector("#question");
const ask = element.querySelector("#ask");
const stop = element.querySelector("#stop");
const again = element.querySelector("#again");
const form = element.querySelector("#asking");

function fit() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
}

/* The values of the filters beside the box, without the empty ones. */
const place = form.querySelector("#filters");
const fields = () => [...place.querySelectorAll("[name]")];
function filters() {
  return Object.fromEntries(fields().map((field) => [field.name, field.value.trim()]).filter(([, value]) => value));
}

/* One line that names the filters; `only` has the titles of documents that were chosen one by one. */
let only = [];
const FAR = { since: "from", until: "to" };
function tellFilters() {
  const line = place.querySelector(".chips");
  if (!line) return;
  const given = filters();
  const named = (name) => place.querySelector(`[name=${name}]`)?.selectedOptions?.[0]?.textContent.replace(/ \([\d,]+\)$/, "");
  const dates = Object.entries(FAR).flatMap(([name, word]) => (given[name] ? [`${word} ${given[name]}`] : []));
  const chosen = only.length === 1 ? only[0] : `${only.length} chosen documents`;
  // Each with its words and whether it limits the search.
  const told = [
    [given.documents ? chosen : given.set ? named("set") : "All documents", given.documents || given.set],
    [given.publisher && named("publisher"), true],
    [dates.join(" ") || line.dataset.dates, dates.length],
    [given.language && named("language"), true],
  ].filter(([words]) => words);
  line.replaceChildren(
    ...told.map(([words, on]) =>
      Object.assign(document.createElement("span"), { className: on ? "chip on" : "chip", textContent: words, dir: "auto" }),
    ),
  );
  place.querySelector(".clear").disabled = !Object.keys(given).length;
}

/* Load the options, at first and when the corpus has changed; what was chosen stays. */
async function loadFilters() {
  const given = filters();
  const open = place.querySelector("details")?.open;
  const { ok, html } = await dragoman.load("library/filters");
  if (!ok) return;
  place.innerHTML = html;
  setFilters(given);
  place.querySelector("details").open = Boolean(open);
}

function setFilters(given) {
  for (const field of fields()) field.value = given[field.name] ?? "";
  tellFilters();
}

place.addEventListener("change", (event) => {
  // A set, and documents that were chosen one by one, exclude each other.
  if (event.target.name === "set") place.querySelector("[name=documents]").value = "";
  tellFilters();
});
place.addEventListener("keydown", (event) => event.key === "Enter" && event.target.matches("input") && event.preventDefault());
place.addEventListener("click", (event) => {
  if (!event.target.closest(".clear")) return;
  setFilters({});
  place.querySelector("details").open = false;
  dragoman.say("Filters cleared.");
  box.focus();
});
dragoman.on("documents", loadFilters);
dragoman.on("only", async ({ documents = [], titles = [], set = "" }) => {
  if (!place.firstChild) await loadFilters();
  only = titles;
  setFilters({ documents: documents.join(","), set });
  dragoman.say(documents.length ? `Questions are answered from ${documents.length} chosen documents.` : "Questions are answered from this set.");
});
loadFilters();

/* Every question goes through here, so that the filters apply to examples and repeated questions, too. */
dragoman.filters = filters;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (ask.disabled) return;
  const question = box.value;
  ask.disabled = true;
  trigger("ask", { question, filters: filters(), literal: false, turn: null });
});
box.addEventListener("input", fit);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
stop.addEventListener("click", () => trigger("stop"));

again.addEventListener("click", () => {
  again.hidden = true;
  trigger("fresh");
  box.focus();
});
dragoman.on("fresh", () => trigger("fresh"));

dragoman.on("state", ({ asking, question, answered, turns }) => {
  ask.disabled = asking;
  again.hidden = !turns;
  stop.hidden = !asking;
  if (asking || answered) box.value = "";
  if (question) box.value = question;
  fit();
});

if (dragoman.wide.matches && document.documentElement.dataset.tab === "ask") box.focus({ preventScroll: true });
