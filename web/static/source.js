/* The source panel: loads a document, brings the cited words into view, and on a phone opens and closes as a sheet. */
const root = document.documentElement;
const side = document.getElementById("side");
let wanted = 0; // counts the requested places: only the last one is shown
let opener = null; // the button that was pressed, which gets the focus back

function reveal() {
  const words = element.querySelector("mark.cited");
  // Only the panel scrolls, never the page around it; it stays at the title if the words are visible there.
  side.scrollTop = 0;
  if (!words) return;
  const top = words.getBoundingClientRect().top - side.getBoundingClientRect().top;
  const needed = Math.min(words.getBoundingClientRect().height, side.clientHeight * 0.4);
  if (top + needed > side.clientHeight * 0.8) side.scrollTop = top - side.clientHeight / 3;
}

function raise() {
  if (root.classList.contains("source-open")) return;
  root.classList.add("source-open");
  if (dragoman.wide.matches) return;
  history.pushState({ dragoman: "source" }, "");
  document.getElementById("main").inert = true;
  element.querySelector(".close")?.focus({ preventScroll: true });
}

function lower() {
  if (!root.classList.contains("source-open")) return;
  root.classList.remove("source-open");
  document.getElementById("main").inert = false;
  dragoman.emit("closed");
  opener?.isConnected && opener.focus();
}

/* Go back, as the button of a phone does; on a wide screen there is no step to go back. */
function back() {
  if (history.state?.dragoman === "source") history.back();
  else lower();
}

async function show(place) {
  const number = ++wanted;
  const { quietly, from, ...named } = place;
  opener = from ?? document.activeElement;
  const { ok, html } = await dragoman.load("source", named);
  if (number !== wanted) return;
  element.innerHTML = ok ? html : `<div class="bar"><button type="button" class="close">‹ Back</button></div>${html}`;
  if (!(quietly && !dragoman.wide.matches)) raise();
  reveal();
  const title = element.querySelector("h2, h3");
  if (title && !quietly) dragoman.say(ok ? `Source: ${title.textContent}` : title.textContent);
  if (ok) dragoman.emit("opened", { element, ...dragoman.placeOf(element.querySelector(".report")) });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("close")) back();
  else if (button.dataset.link) dragoman.copy(new URL(button.dataset.link, location.href).href, button, "Link copied");
});

const empty = element.innerHTML;
document.addEventListener("keydown", (event) => event.key === "Escape" && root.classList.contains("source-open") && back());
window.addEventListener("popstate", () => dragoman.wide.matches || lower());
dragoman.wide.addEventListener("change", () => (document.getElementById("main").inert = false));
dragoman.on("open", show);
dragoman.on("close", lower);
dragoman.on("emptied", () => {
  wanted++;
  element.innerHTML = empty;
  lower();
});

// A permanent link: open the words in the address.
const first = Object.fromEntries(dragoman.first);
if (first.document) show({ document: first.document, start: first.start, end: first.end });
