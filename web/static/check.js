/* Check a quote: one quotation, which is in the address for links and the back button; or a draft, whose check runs on the
   server and is asked for its progress. */
const one = element.querySelector("form.one");
const draft = element.querySelector("form.draft");
const result = element.querySelector(".result");
const LONGEST = 1500; // characters of a quotation in an address
const EVERY = 500; // milliseconds between two requests for a draft's progress
let wanted = 0; // counts the checks: only the last one is shown
let checked = ""; // the check that is shown, as it is in the address

const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim()));
const pause = (time) => new Promise((done) => setTimeout(done, time));

function mode(name) {
  element.querySelector(`.modes [value=${name}]`).checked = true;
  one.hidden = name !== "one";
  draft.hidden = name !== "draft";
}

/* Show a report. `asked`: the reader pressed a button for it, so its heading gets the focus. */
function put(html, asked) {
  result.innerHTML = html;
  const heading = result.querySelector(".found, .problem h3");
  const told = result.querySelector(".meaning");
  dragoman.say([heading?.textContent, told?.textContent].filter(Boolean).join(". "));
  if (!asked || !heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  result.scrollIntoView({ block: "nearest" });
}

function busy(form, on) {
  form.querySelector(".go").disabled = on;
}

async function check(given, asked) {
  const number = ++wanted;
  result.innerHTML = '<p class="hint busy">Looking through the reports</p>';
  busy(one, true);
  const { html } = await dragoman.send("check/quote", given);
  if (number !== wanted) return;
  busy(one, false);
  put(html, asked);
}

/* Request a draft's progress until its report is ready; the line and the bar are changed in place, so that nothing
   that is focused goes away. */
async function follow(job, number, asked) {
  for (;;) {
    const { html } = await dragoman.load("check/draft", { job });
    if (number !== wanted) return;
    const next = document.createElement("div");
    next.innerHTML = html;
    const going = next.querySelector("[data-job]");
    if (!going) {
      busy(draft, false);
      put(html, asked);
      return;
    }
    const here = result.querySelector("[data-job]");
    if (here) {
      here.querySelector(".busy").textContent = going.querySelector(".busy").textContent;
      const bar = going.querySelector("progress");
      if (bar.hasAttribute("value")) Object.assign(here.querySelector("progress"), { max: bar.max, value: bar.value });
    } else result.innerHTML = html;
    await pause(EVERY);
  }
}

async function checkDraft() {
  const number = ++wanted;
  const file = draft.elements.file.files[0];
  const form = new FormData();
  const pasted = new Blob([draft.elements.text.value], { type: "text/plain" });
  form.append("file", file ?? pasted, file?.name ?? `draft.${draft.elements.format.value}`);
  if (!file) form.append("pasted", "true");
  for (const rule of draft.querySelectorAll(".rules :checked")) form.append(rule.name, rule.value);
  result.innerHTML = '<p class="hint busy">Reading the draft</p>';
  busy(draft, true);
  const { ok, html } = await dragoman.upload("check/draft", form);
  if (number !== wanted) return;
  result.innerHTML = html;
  const job = result.querySelector("[data-job]")?.dataset.job;
  if (!ok || !job) {
    busy(draft, false);
    put(html, true);
    return;
  }
  checked = new URLSearchParams({ mode: "draft", job }).toString();
  dragoman.show("check", { mode: "draft", job }, true);
  await follow(job, number, true);
}

/* Show what is in the address: a quotation with its speaker, outlet and date, or a draft's report. */
function named(given, asked) {
  const { tab, document: _document, start, end, ...check_ } = given;
  const name = new URLSearchParams(check_).toString();
  if (name === checked) return;
  if (!check_.quote && !check_.job) {
    if (check_.mode) mode(check_.mode === "draft" ? "draft" : "one");
    return;
  }
  checked = name;
  if (check_.job) {
    mode("draft");
    result.innerHTML = '<p class="hint busy">Opening the report</p>';
    follow(check_.job, ++wanted, asked);
    return;
  }
  mode("one");
  for (const field of ["quote", "speaker", "publisher", "said_on"]) one.elements[field].value = check_[field] ?? "";
  one.elements.strict.checked = check_.strict === "true";
  check(check_, asked);
}

one.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = fieldsOf(one);
  checked = "";
  if ((given.quote ?? "").length > LONGEST) {
    dragoman.show("check", {}, true);
    check(given, true);
    return;
  }
  pressed = true;
  dragoman.show("check", given);
  pressed = false;
});
let pressed = false;

draft.addEventListener("submit", (event) => {
  event.preventDefault();
  checkDraft();
});

element.addEventListener("change", (event) => {
  if (event.target.name === "mode") mode(event.target.value);
});

element.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-to]");
  if (link) {
    // The address belongs to the tabs, so the link does not change it.
    event.preventDefault();
    const target = result.querySelector(`#${link.dataset.to}`);
    target?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("try")) {
    one.elements.quote.value = button.dataset.quote;
    one.elements.speaker.value = button.dataset.speaker;
    one.requestSubmit();
  } else if (button.classList.contains("stop")) {
    button.disabled = true;
    dragoman.send("check/stop", { job: button.closest("[data-job]").dataset.job });
  }
});

one.elements.quote.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) one.requestSubmit();
});

let loaded = false;
async function examples() {
  if (loaded) return;
  loaded = true;
  const { ok, html } = await dragoman.load("check/examples");
  if (ok) element.querySelector(".examples-of-quotes").innerHTML = html;
}

const given = () => Object.fromEntries(new URLSearchParams(location.search));
window.addEventListener("popstate", () => given().tab === "check" && named(given(), false));
dragoman.whenShown("check", (held) => {
  examples();
  named(held, pressed);
});
