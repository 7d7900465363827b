/* Who said what: the list of speakers, and one of them over time. The filters are in the address. */
const form = element.querySelector("form.filters");
const both = element.querySelector(".both");
const list = element.querySelector(".everybody");
const one = element.querySelector(".one");
const FIELDS = ["about", "name", "publisher", "since", "until", "kind"];
const LIMITS = ["about", "publisher", "since", "until", "kind"];
let state = {}; // what is shown: the form's fields, speaker, order
let listed = null; // the filters with which the list was loaded
let asked = 0; // counts the requests: only the last one is shown
let again;

const pick = (given, names) => Object.fromEntries(names.filter((name) => given[name]).map((name) => [name, given[name]]));
const params = () => Object.fromEntries(new URLSearchParams(location.search));
const go = (given, replace = false) => dragoman.show("said", pick(given, [...FIELDS, "speaker", "order"]), replace);

/* The options of the publisher's field come with the list. */
function offer() {
  const offered = list.querySelector("datalist");
  if (!offered) return;
  offered.id = "said-publishers";
  form.elements.publisher.setAttribute("list", offered.id);
}

function mark() {
  const name = one.querySelector("header h3")?.textContent;
  for (const button of list.querySelectorAll("button.speaker")) {
    if (state.speaker && button.dataset.speaker === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

async function fillList(whole = false) {
  const wanted = { ...pick(state, [...LIMITS, "name"]), speaker: state.speaker, whole: whole || undefined };
  const { html } = await dragoman.load("said/people", wanted);
  list.innerHTML = html;
  offer();
  mark();
  clearTimeout(again);
  if (list.querySelector("[data-again]")) again = setTimeout(() => fillList(whole), 1000);
}

async function fillOne(focus) {
  const number = ++asked;
  both.classList.toggle("chosen", Boolean(state.speaker));
  if (!state.speaker) {
    one.innerHTML = '<div class="nothing"><p>Choose a name.</p><p>Their statements appear here by date, each with its report.</p></div>';
    mark();
    return;
  }
  if (!one.querySelector("header")) one.innerHTML = '<p class="hint busy">Reading the words</p>';
  const { html } = await dragoman.load("said/speaker", pick(state, [...LIMITS, "speaker", "order"]));
  if (number !== asked) return;
  one.innerHTML = html;
  mark();
  const heading = one.querySelector("h3");
  if (focus) (heading ?? one.querySelector(".empty"))?.focus();
  dragoman.say(heading ? `${heading.textContent}: ${one.querySelector("header .hint").textContent}` : one.textContent.trim());
}

async function more(button) {
  const wanted = { ...pick(state, [...LIMITS, "speaker", "order"]), skip: button.dataset.skip };
  button.disabled = true;
  const { ok, html } = await dragoman.load("said/speaker", wanted);
  const next = Object.assign(document.createElement("div"), { innerHTML: html });
  if (!ok) {
    button.disabled = false;
    button.before(...next.childNodes);
    return;
  }
  const first = next.querySelector(".read");
  button.replaceWith(...next.querySelector(".words-by-day").childNodes);
  first?.focus();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const kind = button.classList;
  if (kind.contains("speaker")) go({ ...state, speaker: button.dataset.speaker });
  else if (kind.contains("back")) {
    const name = state.speaker;
    go({ ...state, speaker: "" });
    [...list.querySelectorAll("button.speaker")].find((each) => each.dataset.speaker === name)?.focus();
  } else if (kind.contains("turn-order")) go({ ...state, order: state.order === "oldest" ? "" : "oldest" }, true);
  else if (kind.contains("all")) fillList(true);
  else if (kind.contains("more")) more(button);
});

/* On a phone the other fields are hidden until they are opened or used. */
const folded = form.querySelector(".fields");
const showFields = (on) => (form.classList.toggle("all-fields", on), folded.setAttribute("aria-expanded", String(on)));
folded.addEventListener("click", () => showFields(folded.getAttribute("aria-expanded") !== "true"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  // A name filters the list; if the shown speaker does not match, go back to the list.
  go({ ...given, speaker: given.name && given.name !== state.name ? "" : state.speaker, order: state.order });
});
form.addEventListener("reset", () => go({ speaker: state.speaker, order: state.order }));
let waiting;
form.elements.name.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const name = form.elements.name.value.trim();
    if (name !== (state.name ?? "")) go({ ...state, name }, true);
  }, 250);
});

function act(given) {
  const before = state;
  state = pick(given, [...FIELDS, "speaker", "order"]);
  for (const name of FIELDS) if (form.elements[name] !== document.activeElement) form.elements[name].value = state[name] ?? "";
  if (FIELDS.some((field) => field !== "about" && state[field])) showFields(true);
  const list_ = JSON.stringify(pick(state, FIELDS));
  if (list_ !== listed || !list.querySelector("button, .empty")) {
    listed = list_;
    fillList();
  }
  const key = (each) => JSON.stringify(pick(each, [...LIMITS, "speaker", "order"]));
  if (key(before) !== key(state) || !one.childElementCount) fillOne(before.speaker !== state.speaker && one.childElementCount > 0);
}

dragoman.whenShown("said", act);
window.addEventListener("popstate", () => {
  const given = params();
  if (given.tab === "said") act(given);
});
