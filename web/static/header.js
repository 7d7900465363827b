/* The header: the frame knows the address and marks the tab, also after the header has been replaced. */
dragoman.ready();
element.addEventListener("click", async (event) => {
  if (!event.target.closest("#sign-out")) return;
  await fetch("/sign-out", { method: "POST", redirect: "manual" });
  location.assign("/sign-in");
});
watch("value", () => dragoman.ready());
