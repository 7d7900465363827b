/* The source panel: brings the cited words into view, copies them, and on a phone opens and closes as a sheet. */
const root = document.documentElement;
const wide = window.matchMedia("(min-width: 900px)");
const panel = () => document.getElementById("source");

function reveal() {
  const words = element.querySelector("mark.cited");
  if (!words) return;
  // Only the panel scrolls, never the page around it; and it stays at the title where the words are in view there.
  const box = panel();
  box.scrollTop = 0;
  const top = words.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const needed = Math.min(words.getBoundingClientRect().height, box.clientHeight * 0.4);
  if (top + needed > box.clientHeight * 0.8) box.scrollTop = top - box.clientHeight / 3;
}

function open() {
  if (!wide.matches && !root.classList.contains("source-open")) {
    root.classList.add("source-open");
    history.pushState({ dragoman: "source" }, "");
    document.getElementById("talk").inert = true;
    element.querySelector(".close")?.focus({ preventScroll: true });
  }
  reveal();
}

function closed() {
  if (!root.classList.contains("source-open")) return;
  root.classList.remove("source-open");
  document.getElementById("talk").inert = false;
  window.dispatchEvent(new CustomEvent("dragoman:closed"));
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without https (a server on the local network) there is no clipboard but by way of a selection.
    const field = Object.assign(document.createElement("textarea"), { value: button.dataset.copy });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy as quotation"), 2000);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("copy")) copy(button);
  else if (button.classList.contains("close")) history.back();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.classList.contains("source-open")) history.back();
});
window.addEventListener("popstate", closed);
wide.addEventListener("change", () => wide.matches && root.classList.contains("source-open") && history.back());
window.addEventListener("dragoman:source", open);

watch("value", () => {
  const report = element.querySelector(".report");
  const awaited = root.dataset.awaited;
  if (awaited && (!report || report.dataset.key === awaited)) open();
  else reveal();
  delete root.dataset.awaited;
});
