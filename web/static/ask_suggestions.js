/* Suggested questions: they arrive after the answer, and are shown while it is the newest. */
let turns = 0;

function fit() {
  const made = element.querySelector(".next");
  if (made) made.hidden = Number(made.dataset.turns) !== turns;
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) dragoman.emit("put", { question: button.textContent });
});
dragoman.on("state", (state) => {
  turns = state.asking ? 0 : state.turns;
  fit();
});
watch("value", fit);
