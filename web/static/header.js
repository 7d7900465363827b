/* The header: the tabs are marked by the frame, which knows the address; also after the header has been made anew. */
dragoman.ready();
watch("value", () => dragoman.ready());
