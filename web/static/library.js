/* The library: loads the list and the jobs, and remembers ticked documents across pages. Adding is in library_adding.js. */
const NAME = "library";
const place = (name) => element.querySelector(`#library-${name}`);
const find = place("find");
const list = place("list");
const jobs = place("jobs");
const bar = place("chosen");
const editing = Boolean(place("add"));
const FIXED = ["briefs", "added"]; // sets that every library has
const MOST = 200; // documents that can be chosen for a question without a set
const LARGEST = 250 * 2 ** 20; // bytes of one file
const chosen = new Map(); // id → title
let start = 0;
let asked = 0; // counts the requested lists: only the last one is shown
let changes = null; // how many jobs had ended when the list was last loaded
let watching = null;

const fields = () => Object.fromEntries([...find.elements].filter((one) => one.name).map((one) => [one.name, one.value.trim()]));

/* The list. */

async function load({ focus = false } = {}) {
  const number = ++asked;
  const given = fields();
  const { html } = await dragoman.load("library/list", { ...given, start: start || undefined });
  if (number !== asked) return;
  list.innerHTML = html;
  const set = find.elements.set;
  const named = ["set", "publisher", "since", "until", "language"].filter((name) => given[name]);
  place("filtered").textContent = named.length ? `${named.length} set` : "";
  bar.querySelector("[data-act=drop]")?.toggleAttribute("hidden", !set?.value || FIXED.includes(set.value));
  mark();
  const count = list.querySelector(".count");
  if (count) dragoman.say(count.textContent);
  if (focus) count?.focus({ preventScroll: true });
}

/* Put the filters and the order into the address, for links; defaults are left out. */
function look({ replace = true, focus = false } = {}) {
  const { sort, ...given } = fields();
  if (document.documentElement.dataset.tab === NAME)
    dragoman.show(NAME, { ...given, sort: sort === "published-1" ? "" : sort, start: start || "" }, replace);
  return load({ focus });
}

async function choices(given) {
  const { ok, html } = await dragoman.load("library/fields", given);
  if (ok) place("fields").innerHTML = html;
}

function mark() {
  const boxes = [...list.querySelectorAll(".one")];
  for (const box of boxes) box.checked = chosen.has(box.value);
  const all = list.querySelector(".all");
  if (all) {
    all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
    all.indeterminate = !all.checked && boxes.some((box) => box.checked);
  }
  bar.hidden = !chosen.size;
  bar.querySelector("b").textContent = `${chosen.size} chosen`;
}

const titleOf = (box) => box.closest("tr").querySelector(".read").textContent;

function tick(box) {
  if (box.checked) chosen.set(box.value, titleOf(box));
  else chosen.delete(box.value);
}

list.addEventListener("change", (event) => {
  const box = event.target;
  if (box.classList.contains("all"))
    for (const one of list.querySelectorAll(".one")) {
      one.checked = box.checked;
      tick(one);
    }
  else if (box.classList.contains("one")) tick(box);
  mark();
});

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.sort) {
    const [name, way] = find.elements.sort.value.split("-");
    const down = button.dataset.sort === name ? way === "0" : ["published", "added", "size"].includes(button.dataset.sort);
    find.elements.sort.value = `${button.dataset.sort}-${down ? 1 : 0}`;
    if (!find.elements.sort.value) {
      // A direction of sorting that is not among the choices.
      const option = new Option(`${button.textContent.replace(/[ ↑↓]+$/, "").toLowerCase()}, the other way`, `${button.dataset.sort}-${down ? 1 : 0}`);
      find.elements.sort.add(option);
      find.elements.sort.value = option.value;
    }
    const sorted = button.dataset.sort;
    start = 0;
    look().then(() => list.querySelector(`[data-sort="${sorted}"]`)?.focus());
  } else if (button.dataset.start) {
    start = Number(button.dataset.start);
    look({ replace: false, focus: true }).then(() => list.scrollIntoView({ block: "start" }));
  } else if (button.classList.contains("clear")) {
    for (const one of find.elements) if (one.name && one.name !== "sort") one.value = "";
    start = 0;
    look({ focus: true });
  } else if (button.classList.contains("briefs")) begin(dragoman.send("library/add", { briefs: true }));
});

let typing = null;
find.addEventListener("input", (event) => {
  clearTimeout(typing);
  start = 0;
  typing = setTimeout(look, event.target.name === "search" ? 250 : 0);
});
find.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  start = 0;
  look({ focus: true });
});

/* Chosen documents. */

const count = (number) => (number === 1 ? "1 document" : `${number} documents`);

function answered(dialog) {
  return new Promise((done) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}

/* Ask for confirmation: { title, items, words, yes, danger }. */
function sure({ title, items = [], words, yes, danger = false }) {
  const dialog = place("sure");
  const button = dialog.querySelector(".go");
  dialog.querySelector("h3").textContent = title;
  const named = items.slice(0, 8);
  if (items.length > 8) named.push(`and ${items.length - 8} more`);
  dialog.querySelector("ul").replaceChildren(
    ...named.map((one) => Object.assign(document.createElement("li"), { textContent: one, dir: "auto" })),
  );
  dialog.querySelector("p").textContent = words;
  button.textContent = yes;
  button.classList.toggle("danger", danger);
  return answered(dialog);
}

/* Ask for a set's name; nothing if it was cancelled. */
async function named(title, value = "") {
  const dialog = place("name");
  const names = [...(find.elements.set?.options ?? [])].map((one) => one.value).filter((name) => name && !FIXED.includes(name));
  dialog.querySelector("h3").textContent = title;
  place("names").replaceChildren(...names.map((name) => new Option(name, name)));
  const field = dialog.querySelector("input");
  field.value = value;
  return (await answered(dialog)) && field.value.trim();
}

const acts = {
  ask() {
    if (chosen.size > MOST) return tell(`<p>At most ${MOST} documents can be chosen for a question; add them to a set and ask that.</p>`);
    dragoman.emit("only", { documents: [...chosen.keys()], titles: [...chosen.values()] });
    dragoman.show("ask");
  },
  async remove() {
    const words = "They will no longer appear in answers. This cannot be undone, but you can add them again.";
    const title = `Remove ${count(chosen.size)}?`;
    if (!(await sure({ title, items: [...chosen.values()], words, yes: "Remove", danger: true }))) return;
    const ids = [...chosen.keys()];
    chosen.clear();
    mark();
    await begin(dragoman.send("library/remove", { ids }));
  },
  async put() {
    const name = await named(`Add ${count(chosen.size)} to a new or existing set`);
    if (name) await changed(await dragoman.send("library/sets/put", { name, ids: [...chosen.keys()] }), `Added to ${name}`);
  },
  async drop() {
    const name = find.elements.set.value;
    await changed(await dragoman.send("library/sets/drop", { name, ids: [...chosen.keys()] }), `Removed from ${name}`);
    chosen.clear();
  },
  none: () => chosen.clear(),
};

bar.addEventListener("click", async (event) => {
  const act = event.target.closest("button")?.dataset.act;
  if (!act) return;
  await acts[act]();
  mark();
});

/* Document sets. */

const sets = place("sets");

async function showSets(answer) {
  const { html } = answer ?? (await dragoman.load("library/sets"));
  sets.querySelector("div").innerHTML = html;
}

/* After a change of a set: say so, and update everything that names sets. */
async function changed(answer, told) {
  if (!answer.ok) return tell(answer.html);
  tell("");
  dragoman.say(told);
  showSets(answer);
  await choices(fields());
  dragoman.emit("documents");
  load();
}

sets.addEventListener("toggle", () => sets.open && showSets());
sets.addEventListener("click", async (event) => {
  const { set, ask, rename, forget } = event.target.closest("button")?.dataset ?? {};
  if (set !== undefined) {
    await choices({ ...fields(), set });
    start = 0;
    look({ replace: false, focus: true });
  } else if (ask !== undefined) {
    dragoman.emit("only", { set: ask });
    dragoman.show("ask");
  } else if (rename !== undefined) {
    const name = await named("Rename the set", rename);
    if (name) changed(await dragoman.send("library/sets/rename", { name: rename, new: name }), "Renamed");
  } else if (forget !== undefined) {
    const meant = await sure({ title: `Forget the set “${forget}”?`, words: "Its documents stay where they are.", yes: "Forget" });
    if (meant) changed(await dragoman.send("library/sets/forget", { name: forget }), "Forgotten");
  }
});

/* Jobs: requested every half second while one runs, and once when the tab is shown. */

function keep(html) {
  const held = new Set([...jobs.querySelectorAll("details")].map((one) => one.open && one.dataset.key));
  const closed = new Set([...jobs.querySelectorAll("details")].map((one) => !one.open && one.dataset.key));
  const focused = document.activeElement?.dataset?.key;
  jobs.innerHTML = html;
  // In the reader's time zone.
  for (const time of jobs.querySelectorAll(".moment"))
    time.textContent = new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  for (const one of jobs.querySelectorAll("details")) {
    if (held.has(one.dataset.key)) one.open = true;
    if (closed.has(one.dataset.key)) one.open = false;
  }
  if (focused) jobs.querySelector(`[data-key="${focused}"]`)?.focus();
}

async function watch() {
  clearTimeout(watching);
  const { ok, html } = await dragoman.load("library/jobs");
  clearTimeout(watching);
  if (!ok) {
    watching = setTimeout(watch, 3000);
    return;
  }
  keep(html);
  const now = jobs.querySelector(".jobs").dataset;
  if (changes !== null && now.changes !== changes) {
    dragoman.say(jobs.querySelector(".job.over")?.innerText.replace(/\s+/g, " ") ?? "Done");
    refresh(now.documents);
  }
  changes = now.changes;
  if (Number(now.running)) watching = setTimeout(watch, 500);
}

/* The corpus has changed: update the list, the options, and the number in the header. */
async function refresh(documents) {
  const size = document.querySelector("#size span");
  if (size) size.textContent = Number(documents) === 1 ? "1 document" : `${Number(documents).toLocaleString("en")} documents`;
  await choices(fields());
  if (sets.open) showSets();
  dragoman.emit("documents");
  load();
}

jobs.addEventListener("click", async (event) => {
  const id = event.target.closest("button")?.dataset.stop;
  if (!id) return;
  event.target.closest("button").disabled = true;
  begin(dragoman.send(`library/stop/${encodeURIComponent(id)}`, {}));
});

dragoman.whenShown(NAME, async (given) => {
  start = Number(given.start) || 0;
  find.elements.search.value = given.search ?? "";
  find.elements.sort.value = given.sort || "published-1";
  if (!find.elements.sort.value) find.elements.sort.value = "published-1";
  const filters = Object.fromEntries(["set", "publisher", "since", "until", "language"].map((name) => [name, given[name]]));
  if (Object.values(filters).some(Boolean)) place("filters").open = true;
  await choices(filters);
  load();
  watch();
});
