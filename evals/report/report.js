// Filters the items by words, kind and outcome. Without it everything is shown.
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const [words, kind, state] = ["words", "kind", "state"].map((id) => document.getElementById(id));
  const count = document.getElementById("count");
  const all = [...document.querySelectorAll(".item")].map((item) => [item, item.textContent.toLocaleLowerCase()]);
  const show = () => {
    const wanted = words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [item, text] of all) {
      const fits =
        (!kind.value || item.dataset.kind === kind.value) &&
        (!state.value || item.dataset.state === state.value) &&
        wanted.every((word) => text.includes(word));
      item.hidden = !fits;
      shown += fits;
    }
    count.textContent = shown === all.length ? `${shown} items` : `${shown} of ${all.length} items`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
