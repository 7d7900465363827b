/* Adding to the library: files, folders and addresses, and what went wrong with them. It shares the scope of library.js. */
const told = place("told");

function tell(html) {
  if (!told) return;
  told.hidden = !html;
  told.innerHTML = html;
  if (html) dragoman.say(told.innerText);
}

async function begin(answer) {
  const { ok, html } = await answer;
  tell(ok ? "" : html);
  await watch();
  return ok;
}

const PART = 100; // files in one request
const BYTES = 96 * 2 ** 20; // of these together, unless a single file is larger

function parts(files) {
  const made = [];
  let size = Infinity;
  for (const one of files) {
    if (size + one.file.size > BYTES || made.at(-1).length >= PART) {
      made.push([]);
      size = 0;
    }
    made.at(-1).push(one);
    size += one.file.size;
  }
  return made;
}

/* Of a folder only files that may be reports: a photograph among them is not a failure. */
function wanted(files) {
  const accepted = new Set(place("add").dataset.accepted.split(" "));
  return files.filter(({ name }) => {
    const hidden = name.split("/").some((part) => /^(\.|~\$|__MACOSX)/.test(part));
    return !hidden && accepted.has(name.slice(name.lastIndexOf(".")).toLowerCase());
  });
}

async function sendAll(files, folder) {
  const given = folder ? wanted(files) : files;
  if (!given.length) return tell(files.length ? "<p>There are no reports in this folder: no file of a kind that is read.</p>" : "");
  const large = given.find(({ file }) => file.size > LARGEST);
  if (large) {
    tell("<p></p>");
    told.firstChild.textContent = `${large.name} is larger than 250 MB; split it, or add it by 'dragoman ingest'.`;
    return dragoman.say(told.textContent);
  }
  const groups = parts(given);
  for (const [number, group] of groups.entries()) {
    const of = groups.length > 1 ? `, part ${number + 1} of ${groups.length}` : "";
    told.hidden = false;
    told.innerHTML = `<span class="busy">Sending ${given.length === 1 ? "1 file" : `${given.length} files`}${of}</span>`;
    const form = new FormData();
    for (const { file, name } of group) {
      form.append("files", file, file.name);
      form.append("names", name);
    }
    if (!(await begin(dragoman.upload("library/upload", form)))) return;
  }
  const left = files.length - given.length;
  if (left) tell(`<p>${left === 1 ? "1 other file is no report and was" : `${left} other files are no reports and were`} left out.</p>`);
}

/* The dropped files, and those of dropped folders with all below them. */
async function dropped(given) {
  const entries = [...given.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return { files: [...given.files].map((file) => ({ file, name: file.name })), folder: false };
  const files = [];
  const walk = async (entry, folder) => {
    if (entry.isFile) {
      files.push({ file: await new Promise((done, failed) => entry.file(done, failed)), name: folder + entry.name });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const one of some) await walk(one, `${folder}${entry.name}/`);
    }
  };
  for (const entry of entries) await walk(entry, "");
  return { files, folder: entries.some((entry) => entry.isDirectory) };
}

if (editing) {
  const drop = element.querySelector(".drop");
  for (const input of [place("files"), place("folder")])
    input.addEventListener("change", () => {
      const files = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
      sendAll(files, input === place("folder"));
      input.value = "";
    });
  place("add").addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]")?.dataset.pick;
    if (pick) place(pick).click();
  });
  for (const name of ["dragenter", "dragover"])
    element.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  element.addEventListener("dragleave", (event) => element.contains(event.relatedTarget) || drop.classList.remove("over"));
  element.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const { files, folder } = await dropped(event.dataTransfer);
    sendAll(files, folder);
  });
  for (const name of ["url", "path"])
    place(name)?.addEventListener("submit", async (event) => {
      event.preventDefault();
      const field = event.target.elements[name];
      if (field.value.trim() && (await begin(dragoman.send("library/add", { [name]: field.value })))) field.value = "";
    });
  place("reindex").addEventListener("click", async () => {
    const words = "The index is rebuilt from the stored documents. You can go on asking questions, and you can stop it.";
    if (await sure({ title: "Rebuild the index?", words, yes: "Rebuild" })) begin(dragoman.send("library/reindex", {}));
  });
}
