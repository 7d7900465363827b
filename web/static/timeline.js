/* The timeline: a chart of days to zoom and choose from, and the list of days. The filters are in the
   address: words, names, the days from and to, and the day that is open. */
const form = element.querySelector("form.filters");
const chart = element.querySelector(".chart");
const list = element.querySelector(".days");
const LIMITS = ["about", "speaker", "publisher", "since", "until"];
const DAY = 86400000;
let state = {};
let drawn = 0; // the width of the chart that is shown
let asked = 0; // counts the requested charts: only the last one is shown
let filling = 0; // … and the lists
let again;

const pick = (given, names) => Object.fromEntries(names.filter((name) => given[name]).map((name) => [name, given[name]]));
const params = () => Object.fromEntries(new URLSearchParams(location.search));
const go = (given, replace = false) => dragoman.show("timeline", pick(given, [...LIMITS, "day"]), replace);
const toDay = (words) => Date.parse(`${words}T00:00:00Z`);
const toWords = (day) => new Date(day).toISOString().slice(0, 10);
const room = () => Math.max(240, Math.min(1600, Math.floor(chart.clientWidth)));
const bins = () => [...chart.querySelectorAll(".bin")];
const told = () => bins().filter((bin) => !bin.classList.contains("empty"));

async function draw() {
  drawn = room();
  const number = ++asked;
  const { html } = await dragoman.load("timeline/chart", { ...pick(state, LIMITS), width: drawn });
  if (number !== asked) return;
  chart.innerHTML = html;
  const first = told()[0];
  if (first) first.setAttribute("tabindex", "0");
  clearTimeout(again);
  if (chart.querySelector("[data-again]")) again = setTimeout(() => (draw(), fill()), 1500);
}

async function fill() {
  const number = ++filling;
  const { ok, html } = await dragoman.load("timeline/days", pick(state, LIMITS));
  if (number !== filling) return;
  // An error of the request is shown in place of the chart already.
  list.innerHTML = ok ? html : "";
  if (state.day) openDay(state.day, false);
}

/* Add the next days to the list. */
async function more(button, focus = true) {
  button.disabled = true;
  const { ok, html } = await dragoman.load("timeline/days", { ...pick(state, LIMITS), skip: button.dataset.skip });
  const next = Object.assign(document.createElement("div"), { innerHTML: html });
  if (!ok) {
    button.disabled = false;
    button.before(...next.childNodes);
    return false;
  }
  const first = next.querySelector(".open-day");
  button.replaceWith(...next.childNodes);
  if (focus) first?.focus();
  return true;
}

/* Open a day in the list, and scroll to it, also if the list arrives after the chart. */
let going = null;

async function openDay(day, focus = true) {
  if (focus) going = day;
  let item = list.querySelector(`li[data-day="${CSS.escape(day)}"]`);
  while (!item) {
    const button = list.querySelector(".more");
    if (!button || !(await more(button, false))) return;
    item = list.querySelector(`li[data-day="${CSS.escape(day)}"]`);
  }
  await unfold(item);
  const button = item.querySelector(".open-day");
  if (!item.isConnected) return; // the list was replaced meanwhile, and opens the day again
  if (focus || going === day) button.focus({ preventScroll: true });
  going = null;
  item.scrollIntoView({ block: "start", behavior: "smooth" });
}

async function unfold(item) {
  const place = item.querySelector(".of-day");
  item.querySelector(".open-day").setAttribute("aria-expanded", "true");
  item.classList.add("open");
  place.hidden = false;
  if (place.childElementCount) return;
  place.innerHTML = '<p class="hint busy">Reading this day</p>';
  const { ok, html } = await dragoman.load("timeline/day", { ...pick(state, ["about", "speaker", "publisher"]), day: item.dataset.day });
  place.innerHTML = html;
  if (ok) dragoman.say(`${item.querySelector("time").textContent}: ${item.querySelector(".counts").textContent}`);
}

function fold(item) {
  item.querySelector(".open-day").setAttribute("aria-expanded", "false");
  item.classList.remove("open");
  item.querySelector(".of-day").hidden = true;
}

/* Open the day of a bin, or zoom into a longer one. */
function choose(bin) {
  const { since, until } = bin.dataset;
  if (since !== until) return zoom(since, until);
  history.replaceState({}, "", `?${new URLSearchParams({ tab: "timeline", ...pick(state, LIMITS), day: since })}`);
  state = { ...state, day: since };
  openDay(since);
}

let focusAfter = false;
function zoom(since, until) {
  focusAfter = true;
  go({ ...state, since, until, day: "" });
}

function control(name) {
  const { since, until, first, last } = chart.querySelector(".drawn").dataset;
  const [from, to, least, most] = [since, until, first, last].map(toDay);
  const length = to - from + DAY;
  if (name === "everything") return zoom(first, last);
  const moved = {
    earlier: [from - length, from - DAY],
    later: [to + DAY, to + length],
    wider: [from - Math.ceil(length / DAY / 2) * DAY, to + Math.ceil(length / DAY / 2) * DAY],
  }[name];
  const at = name === "earlier" ? Math.max(least, moved[0]) : Math.min(moved[0], most);
  zoom(toWords(Math.max(least, at)), toWords(Math.min(most, moved[1])));
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.classList.contains("open-day")) {
    const item = button.closest("li");
    if (button.getAttribute("aria-expanded") === "true") fold(item);
    else unfold(item);
  } else if (button?.classList.contains("more")) more(button);
  else if (button?.closest(".controls")) control(button.classList[1]);
  const bin = event.target.closest(".bin");
  if (bin && !bin.classList.contains("empty") && !dragged) choose(bin);
});

/* The keyboard: one tab stop for the whole chart, arrow keys inside it. */
chart.addEventListener("keydown", (event) => {
  const bin = event.target.closest(".bin");
  if (!bin) return;
  const all = told();
  const at = all.indexOf(bin);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(bin);
  } else if (next !== undefined && all[next]) {
    event.preventDefault();
    bin.setAttribute("tabindex", "-1");
    all[next].setAttribute("tabindex", "0");
    all[next].focus();
  }
});

const read = (event) => {
  const bin = event.target.closest?.(".bin");
  const line = chart.querySelector(".readout");
  if (bin && line) line.textContent = bin.getAttribute("aria-label") ?? "";
};
chart.addEventListener("pointerover", read);
chart.addEventListener("focusin", read);

/* Dragging across the chart zooms to the days it covers. */
let from = null;
let dragged = false;
const across = (event) => event.clientX - chart.querySelector(".picture").getBoundingClientRect().left;
chart.addEventListener("pointerdown", (event) => {
  dragged = false;
  from = event.target.closest(".picture") && event.button === 0 ? across(event) : null;
});
chart.addEventListener("pointermove", (event) => {
  if (from === null) return;
  const to = across(event);
  if (!dragged && Math.abs(to - from) < 8) return;
  if (!dragged) chart.querySelector(".picture").setPointerCapture(event.pointerId);
  dragged = true;
  const brush = chart.querySelector(".brush");
  brush.setAttribute("x", Math.min(from, to));
  brush.setAttribute("width", Math.abs(to - from));
});
function drop(event) {
  if (from !== null && dragged && event.type === "pointerup") {
    const to = across(event);
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const left = chart.querySelector(".picture").getBoundingClientRect().left;
    const covered = bins().filter((bin) => {
      const box = bin.querySelector(".hit").getBoundingClientRect();
      return box.right - left > low && box.left - left < high;
    });
    if (covered.length) zoom(covered[0].dataset.since, covered[covered.length - 1].dataset.until);
  }
  chart.querySelector(".brush")?.setAttribute("width", 0);
  from = null;
  // The click that ends a drag comes after this.
  setTimeout(() => (dragged = false));
}
chart.addEventListener("pointerup", drop);
chart.addEventListener("pointercancel", drop);

/* On a phone the other fields are hidden until they are opened or used. */
const folded = form.querySelector(".fields");
const showFields = (on) => (form.classList.toggle("all-fields", on), folded.setAttribute("aria-expanded", String(on)));
folded.addEventListener("click", () => showFields(folded.getAttribute("aria-expanded") !== "true"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()])));
});
form.addEventListener("reset", () => go({}));

async function act(given) {
  const before = JSON.stringify(pick(state, LIMITS));
  const wanted = pick(given, [...LIMITS, "day"]);
  const same = before === JSON.stringify(pick(wanted, LIMITS)) && list.childElementCount;
  state = wanted;
  for (const name of LIMITS) if (form.elements[name] !== document.activeElement) form.elements[name].value = state[name] ?? "";
  if (LIMITS.some((field) => field !== "about" && state[field])) showFields(true);
  if (same) {
    if (state.day) openDay(state.day, false);
    return;
  }
  const focus = focusAfter;
  focusAfter = false;
  await Promise.all([draw(), fill()]);
  const heading = chart.querySelector(".over h3");
  dragoman.say(heading ? `${heading.textContent}: ${chart.querySelector(".over .hint").textContent}` : chart.textContent.trim());
  if (focus) heading?.focus({ preventScroll: true });
}

let resizing;
new ResizeObserver(() => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    if (drawn && chart.clientWidth && Math.abs(room() - drawn) > 24) draw();
  }, 200);
}).observe(chart);

dragoman.whenShown("timeline", act);
window.addEventListener("popstate", () => {
  const given = params();
  if (given.tab === "timeline") act(given);
});
