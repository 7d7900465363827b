/* The frame that all tabs share: which tab is shown, the address bar, fragments from the server, copying, announcing.
   It stands in the page's head, so `window.dragoman` is there before any tab's own script. */
(() => {
  const root = document.documentElement;
  const wide = window.matchMedia("(min-width: 900px)");
  const first = new URLSearchParams(location.search);
  const titles = {};
  root.dataset.tab = first.get("tab") || "ask";

  const emit = (name, detail) => window.dispatchEvent(new CustomEvent(`dragoman:${name}`, { detail }));
  const on = (name, act) => window.addEventListener(`dragoman:${name}`, (event) => act(event.detail));

  /* A session may end while the page is open: say so once, over what was typed, which stays. */
  let over = null;
  function signedOut() {
    if (over?.open) return;
    over?.remove();
    over = Object.assign(document.createElement("dialog"), { id: "signed-out" });
    over.setAttribute("aria-labelledby", "signed-out-title");
    const next = encodeURIComponent(location.pathname + location.search);
    over.innerHTML = `<h2 id="signed-out-title">You are signed out</h2><p>Your session has ended. Your conversations are kept.</p>
      <a href="/sign-in?next=${next}">Sign in again</a><button type="button">Not now</button>`;
    over.querySelector("button").addEventListener("click", () => over.close());
    document.body.append(over);
    over.showModal();
  }
  const request = window.fetch;
  window.fetch = async (...given) => {
    const answer = await request(...given);
    if (answer.status === 401) signedOut();
    return answer;
  };

  const LOST =
    '<div class="a problem"><h3>The server did not answer.</h3><p>It may have been stopped, or the network is gone. Try again.</p></div>';

  /* Load a fragment of HTML from `/page/…`: the server escapes everything in it. An error is a card, too. */
  async function fragment(path, options) {
    try {
      const answer = await fetch(`/page/${path}`, options);
      return { ok: answer.ok, html: await answer.text() };
    } catch {
      return { ok: false, html: LOST };
    }
  }
  const query = (given) => {
    const held = new URLSearchParams();
    for (const [name, value] of Object.entries(given ?? {}))
      for (const one of [value].flat()) if (one !== undefined && one !== null && one !== "") held.append(name, one);
    return held.size ? `?${held}` : "";
  };
  const load = (path, given) => fragment(path + query(given));
  const send = (path, given) =>
    fragment(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) });
  const upload = (path, form) => fragment(path, { method: "POST", body: form });

  /* Announce something to a screen reader, which notices changes only in a region that it knows already. */
  const region = Object.assign(document.createElement("div"), { id: "said", className: "unseen" });
  region.setAttribute("role", "status");
  const say = (words) => (region.textContent = words);

  async function copy(words, button, told = "Copied") {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Without https (a server on the local network) the clipboard is reached only through a selection.
      const field = Object.assign(document.createElement("textarea"), { value: words });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say(told);
    if (!button || button.dataset.label) return;
    button.dataset.label = button.textContent;
    button.textContent = told;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, 2000);
  }

  /* Open a document in the source panel, from any tab: { document, start, end, also?, nearest?, key? }. */
  const open = (place) => emit("open", place);

  /* The place that an element names by data-document, data-start and data-end. */
  const placeOf = (node) => ({
    document: node.dataset.document,
    start: node.dataset.start,
    end: node.dataset.end,
    key: node.dataset.key,
  });

  function tell(tab) {
    for (const link of document.querySelectorAll("#tabs a"))
      if (link.dataset.tab === tab) {
        link.setAttribute("aria-current", "page");
        // On a phone the row of tabs is wider than the screen.
        link.parentElement.scrollTo({ left: link.offsetLeft - link.parentElement.clientWidth / 3 });
      } else link.removeAttribute("aria-current");
    document.title = titles[tab] && tab !== "ask" ? `${titles[tab]} · Dragoman` : "Dragoman";
    emit("shown", { tab });
  }

  /* Show a tab; `given` goes into the address, for links and the back button. */
  function show(tab, given = {}, replace = false) {
    const address = query({ tab: tab === "ask" ? "" : tab, ...given }) || location.pathname;
    if (replace) history.replaceState({}, "", address);
    else if (address !== location.search) history.pushState({}, "", address);
    root.dataset.tab = tab;
    tell(tab);
  }

  /* Call `act(given)` whenever a tab is shown, with the fields of the address; also now, if it is shown already. */
  function whenShown(tab, act) {
    const given = () => Object.fromEntries(new URLSearchParams(location.search));
    on("shown", (shown) => shown.tab === tab && act(given()));
    if (root.dataset.tab === tab) act(given());
  }

  window.addEventListener("popstate", () => {
    const tab = new URLSearchParams(location.search).get("tab") || "ask";
    if (tab !== root.dataset.tab) {
      root.dataset.tab = tab;
      tell(tab);
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#tabs a, a.tab-link");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    emit("close");
    const { tab, ...given } = Object.fromEntries(new URL(link.href).searchParams);
    show(tab || "ask", given);
  });

  /* Anywhere: buttons that open a place, and buttons that copy. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open], [data-copy]");
    if (!button) return;
    if ("copy" in button.dataset) copy(button.dataset.copy, button);
    else open(placeOf(button));
  });

  /* Mark the tab that is shown, when the header is there. */
  function ready() {
    if (!region.isConnected) document.body.append(region); // not earlier, since Gradio empties the body
    for (const name of Object.keys(titles)) delete titles[name]; // the tabs depend on who has signed in
    for (const link of document.querySelectorAll("#tabs a")) titles[link.dataset.tab] = link.textContent;
    if (!(root.dataset.tab in titles)) root.dataset.tab = "ask";
    tell(root.dataset.tab);
  }

  window.dragoman = { wide, load, send, upload, say, copy, open, placeOf, show, whenShown, on, emit, ready, first };
})();
