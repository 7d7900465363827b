/* The kept conversations: searched while the reader types, renamed in place, deleted after a confirmation. */
const field = element.querySelector("input[name=search]");
const held = element.querySelector(".held");
let wanted = 0; // counts the requested lists: only the last one is shown

const textOf = (html) => Object.assign(document.createElement("div"), { innerHTML: html }).textContent.trim();

/* Show times in the reader's time zone. */
function local(place) {
  for (const time of place.querySelectorAll("time"))
    time.textContent = new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

async function fill(search, aloud) {
  const number = ++wanted;
  const { html } = await dragoman.load("history/list", { search });
  if (number !== wanted) return;
  held.innerHTML = html;
  local(held);
  if (aloud) dragoman.say(held.querySelector(".counted, h3")?.textContent ?? "");
}

async function more(button) {
  const { ok, html } = await dragoman.load("history/list", { search: field.value, skip: button.dataset.skip });
  const next = document.createElement("div");
  next.innerHTML = html;
  local(next);
  const first = next.querySelector("a");
  if (ok) button.replaceWith(...next.childNodes);
  else if (!button.previousElementSibling.matches(".problem")) button.before(...next.childNodes);
  first?.focus();
}

function make(name, given, ...inside) {
  const node = Object.assign(document.createElement(name), given);
  node.append(...inside);
  return node;
}

/* Show an error above the conversation's buttons. */
function complain(item, html) {
  item.querySelector(".problem")?.remove();
  item.querySelector(".does").insertAdjacentHTML("beforebegin", html);
  dragoman.say(textOf(html));
}

function rename(item, button) {
  const title = item.querySelector("h3");
  if (title.hidden) return;
  const words = make("input", { value: title.textContent, maxLength: 500, dir: "auto" });
  words.setAttribute("aria-label", "Title of the conversation");
  const send = make("button", { type: "submit", textContent: "Save" });
  const cancel = make("button", { type: "button", textContent: "Cancel" });
  const form = make("form", { className: "editing" }, make("span", { className: "field" }, words), send, cancel);
  const end = () => {
    form.remove();
    title.hidden = false;
    button.focus();
  };
  cancel.addEventListener("click", end);
  form.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), end()));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { ok, html } = await dragoman.send("history/rename", { conversation: item.dataset.conversation, title: words.value });
    if (!ok) return complain(item, html);
    item.outerHTML = html;
    const again = element.querySelector(`[data-conversation="${item.dataset.conversation}"]`);
    local(again);
    again.querySelector(".rename").focus();
    dragoman.say("Renamed");
  });
  title.hidden = true;
  title.after(form);
  words.focus();
  words.select();
}

/* Ask for confirmation in place of the button: nothing is deleted by one press. */
function confirm(button, question, act) {
  const yes = make("button", { type: "button", className: "plain yes", textContent: "Delete" });
  const no = make("button", { type: "button", className: "plain", textContent: "Keep" });
  const asked = make("span", { className: "sure" }, make("span", { textContent: question }), yes, no);
  asked.setAttribute("role", "group");
  asked.setAttribute("aria-label", question);
  const end = () => {
    asked.remove();
    button.hidden = false;
    button.focus();
  };
  no.addEventListener("click", end);
  asked.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), end()));
  yes.addEventListener("click", () => act(end));
  button.hidden = true;
  button.after(asked);
  no.focus();
}

function remove(item, button) {
  confirm(button, "Delete this conversation for good?", async (end) => {
    const conversation = item.dataset.conversation;
    const { ok, html } = await dragoman.send("history/delete", { conversation });
    if (!ok) {
      end();
      return complain(item, html);
    }
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    dragoman.emit("forgotten", { conversation });
    if (next) next.querySelector("a").focus();
    else await fill(field.value, false), field.focus();
    dragoman.say(textOf(html));
  });
}

function removeAll(button) {
  confirm(button, "Delete all of your conversations for good?", async () => {
    const { ok, html } = await dragoman.send("history/delete-all", {});
    held.innerHTML = html;
    if (ok) dragoman.emit("forgotten", {});
    dragoman.say(textOf(html));
    field.focus();
  });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const item = event.target.closest(".talk");
  if (!button) return;
  const kind = button.classList;
  if (kind.contains("more")) more(button);
  else if (kind.contains("all")) removeAll(button);
  else if (kind.contains("rename")) rename(item, button);
  else if (kind.contains("delete")) remove(item, button);
});

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => dragoman.show("history", { search: field.value.trim() }, true), 200);
});
field.form.addEventListener("submit", (event) => event.preventDefault());

dragoman.whenShown("history", ({ search = "" }) => {
  const typing = document.activeElement === field;
  if (!typing) field.value = search;
  fill(search, typing);
});
