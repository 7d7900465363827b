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

/* What the filters beside the box say; those that say nothing are left out. */
function filters() {
  const fields = [...form.querySelectorAll("#filters [name]")];
  return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]).filter(([, value]) => value));
}

/* Every question goes through here, so that the filters hold for examples and repeated questions too. */
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
