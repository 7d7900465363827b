/* The header: the frame knows the address and marks the tab, also after the header has been replaced. */
dragoman.ready();
watch("value", () => dragoman.ready());
