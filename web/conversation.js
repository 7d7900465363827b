/* The conversation: presses become events ('select', 'nearest', 'example', 'literal') that the server answers.
   Gradio calls this once with `element`, `trigger` and `watch`, and afterwards changes the nodes inside `element` in
   place, so presses are listened for on `element`, and what is chosen is marked again after each change. */
const root = document.documentElement;
const wide = window.matchMedia("(min-width: 900px)");
let chosen = null; // which citation the source panel shows, as "turn-marker"; "turn-nearest" where it is no answer
let latest = 0; // how many turns had been answered when the newest was last looked at

const keyOf = (button) => `${button.dataset.turn}-${button.dataset.marker ?? "nearest"}`;
const buttons = () => [...element.querySelectorAll(".cite, .nearest")];

function mark() {
  for (const button of buttons()) {
    const on = keyOf(button) === chosen;
    button.classList.toggle("on", on);
    button.setAttribute("aria-pressed", String(on));
  }
}

function choose(button) {
  chosen = keyOf(button);
  mark();
  const shown = document.querySelector("#source .report");
  if (shown && shown.dataset.key === chosen) {
    window.dispatchEvent(new CustomEvent("dragoman:source"));
    return;
  }
  const turn = Number(button.dataset.turn);
  root.dataset.awaited = chosen;
  if (button.classList.contains("nearest")) trigger("nearest", { turn });
  else trigger("select", { turn, marker: Number(button.dataset.marker) });
}

// Only the conversation scrolls, never the page around it.
function bringToTop(node) {
  const box = document.getElementById("conversation");
  if (node) box.scrollBy({ top: node.getBoundingClientRect().top - box.getBoundingClientRect().top - 16 });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("example")) trigger("example", { example: Number(button.dataset.example) });
  else if (button.classList.contains("literal")) trigger("literal", { turn: Number(button.dataset.turn) });
  else choose(button);
});

window.addEventListener("dragoman:closed", () => {
  buttons().find((button) => keyOf(button) === chosen)?.focus();
});

watch("value", () => {
  const answered = element.querySelectorAll(".turn .a:not(.waiting)").length;
  const turns = element.querySelectorAll(".turn");
  if (!turns.length) chosen = null;
  const last = turns[turns.length - 1];
  const first = last?.querySelector(".cite");
  // The server has put the newest answer's first citation into the source panel, which a phone does not show.
  if (answered > latest && first && wide.matches) chosen = keyOf(first);
  latest = answered;
  mark();
  bringToTop(element.querySelector(".problem") ?? last);
});

if (wide.matches) document.querySelector("#question textarea")?.focus({ preventScroll: true });
