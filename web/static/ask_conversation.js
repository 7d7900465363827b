/* The conversation: buttons ask questions, and open places in the source panel.
   Gradio calls this once with `element`, `trigger` and `watch`, and afterwards changes the nodes inside `element` in
   place, so presses are listened for on `element`, and what is chosen is marked again after each change. */
const room = document.getElementById("conversation"); // the element that scrolls: `element` is inside it
let chosen = null; // the citation that the source panel shows, as "turn-marker"; "turn-nearest" if it is no answer
let kept = ""; // the stored conversation that is shown
let opening = ""; // the one that is being loaded
let latest = 0; // how many turns had been answered at the last update

const keyOf = (button) => `${button.dataset.turn}-${button.dataset.marker ?? "nearest"}`;
const buttons = () => [...element.querySelectorAll("button.cite, .nearest")];

function mark() {
  for (const button of buttons()) {
    const on = keyOf(button) === chosen;
    button.classList.toggle("on", on);
    button.setAttribute("aria-pressed", String(on));
  }
}

function choose(button, quietly = false) {
  chosen = keyOf(button);
  mark();
  const nearest = button.classList.contains("nearest");
  // Other words of the same report that the same answer cites are marked faintly.
  const others = button.closest(".turn").querySelectorAll(`button.cite[data-document="${button.dataset.document}"]`);
  const also = [...others].filter((one) => one !== button).map((one) => `${one.dataset.start}-${one.dataset.end}`);
  dragoman.open({ ...dragoman.placeOf(button), also, nearest: nearest || undefined, quietly, from: button });
}

function put(question, turn = null, literal = false) {
  trigger("ask", { question, literal, turn, filters: dragoman.filters?.() ?? {} });
}

const questionOf = (node) => node.closest(".turn").querySelector(".asked").textContent;
const turnOf = (node) => Number(node.closest(".turn").dataset.turn);

/* Turn the question into a field; sending it asks again in its place. */
function edit(button) {
  const turn = button.closest(".turn");
  if (turn.querySelector("form.editing")) return;
  const form = Object.assign(document.createElement("form"), { className: "editing" });
  const field = Object.assign(document.createElement("textarea"), { value: questionOf(button), rows: 2 });
  field.setAttribute("aria-label", "Edit your question");
  const send = Object.assign(document.createElement("button"), { type: "submit", textContent: "Save and ask again" });
  const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: "Cancel" });
  const end = () => (form.remove(), button.focus());
  cancel.addEventListener("click", end);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    if (event.key === "Enter" && !event.shiftKey) (event.preventDefault(), form.requestSubmit());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = field.value;
    form.remove();
    put(words, turnOf(button));
  });
  form.append(field, send, cancel);
  button.after(form);
  field.focus();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.closest("form")) return;
  const kind = button.classList;
  if (kind.contains("cite") || kind.contains("nearest")) choose(button);
  else if (kind.contains("example")) put(button.textContent);
  else if (kind.contains("literal")) put(questionOf(button), null, true);
  else if (kind.contains("retry")) put(questionOf(button), turnOf(button));
  else if (kind.contains("edit")) edit(button);
  else if (kind.contains("rate")) rate(button);
});

/* Rate an answer; pressing the same button again takes the rating back. */
async function rate(button, reason = "") {
  const turn = button.closest(".turn");
  const taken = !reason && button.getAttribute("aria-pressed") === "true";
  const rating = taken ? null : button.dataset.rating;
  const given = { conversation: kept, turn: turnOf(button), rating, reason };
  const { ok, html } = await dragoman.send("history/rate", given);
  const form = turn.querySelector("form.why");
  turn.querySelector(".rated")?.remove();
  const told = Object.assign(document.createElement("div"), { className: "rated", innerHTML: html });
  form.before(told);
  dragoman.say(told.textContent);
  if (!ok) return;
  for (const one of turn.querySelectorAll(".rate")) one.setAttribute("aria-pressed", String(one.dataset.rating === rating));
  form.hidden = rating !== "dislike" || Boolean(reason);
  const below = form.getBoundingClientRect().bottom - room.getBoundingClientRect().bottom;
  if (!form.hidden && below > 0) room.scrollBy({ top: below + 16 });
}

element.addEventListener("submit", (event) => {
  const form = event.target.closest("form.why");
  if (!form) return;
  event.preventDefault();
  const reason = [form.elements.kind.value, form.elements.words.value.trim()].filter(Boolean).join(": ");
  const button = form.closest(".turn").querySelector('.rate[data-rating="dislike"]');
  if (reason) rate(button, reason);
  button.focus();
});

/* The address has the stored conversation, so that a reload, a link and the back button open it again. */
function resume({ conversation = "" }) {
  if (conversation && conversation !== kept && conversation !== opening) {
    opening = conversation;
    room.classList.add("opening");
    trigger("resume", { conversation });
  } else if (!conversation && kept && !dragoman.first.has("document")) {
    dragoman.show("ask", { conversation: kept }, true);
  }
}

function shows(conversation) {
  if (conversation === opening || !conversation) room.classList.remove("opening");
  if (conversation === kept) return;
  const before = kept;
  kept = conversation;
  opening = "";
  const named = new URLSearchParams(location.search).get("conversation") ?? "";
  if (document.documentElement.dataset.tab !== "ask" || named === kept) return;
  // A new conversation is a step in the browser's history; its first answer only completes the address.
  dragoman.show("ask", kept ? { conversation: kept } : {}, Boolean(kept) || !before);
}

dragoman.on("forgotten", ({ conversation }) => {
  if (kept && (!conversation || conversation === kept)) dragoman.emit("fresh");
});

dragoman.on("put", ({ question }) => put(question));

// Only the conversation scrolls, never the page around it.
function bringToTop(node) {
  if (node) room.scrollBy({ top: node.getBoundingClientRect().top - room.getBoundingClientRect().top - 16 });
}

watch("value", () => {
  const { said, asking, question, conversation } = element.querySelector(".state").dataset;
  const answered = element.querySelectorAll(".turn .a:not(.waiting)").length;
  const turns = element.querySelectorAll(".turn");
  const newer = answered !== latest;
  if (!turns.length && chosen) {
    chosen = null;
    dragoman.emit("emptied");
  }
  const last = turns[turns.length - 1];
  if (said) dragoman.say(said);
  dragoman.emit("state", { asking: Boolean(asking), question, answered: answered && !question, turns: turns.length, conversation });
  const first = last?.querySelector(".a:not(.waiting) button.cite");
  latest = asking ? answered : latest;
  if (!asking && newer) {
    latest = answered;
    // The newest answer's first citation opens beside it if there is room.
    if (first && dragoman.wide.matches) choose(first, true);
    if (first) trigger("follow");
  }
  mark();
  bringToTop(element.querySelector(".problem") ?? last);
  shows(conversation);
});

dragoman.whenShown("ask", resume);
window.addEventListener("popstate", () => {
  const given = Object.fromEntries(new URLSearchParams(location.search));
  if ((given.tab ?? "ask") === "ask" && given.conversation) resume(given);
});
