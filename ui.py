"""The web page: a conversation on the left, the document that an answer quotes on the right. Widgets and events only.

What the events do is in `web.chat`, what is shown is made in `assistant.render.html`, and how it looks and moves is in
`web/page.css` and two scripts. Each open page has a conversation of its own, kept in memory until an hour after it is
closed. The page asks no other host for anything, and its headers (`web.server`) make the browser hold it to that.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.themes.utils.fonts import Font

from assistant.dragoman import Dragoman
from assistant.render import html
from web import ICON, asset, server
from web.chat import Chat, Session, View

_AT_ONCE = 8  # questions answered at the same time; more wait their turn
_HEAD = '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'


def build(dragoman: Dragoman) -> gr.Blocks:
    """The page's widgets and events."""
    chat = Chat(dragoman)
    page = gr.Blocks(title="Dragoman", analytics_enabled=False, fill_width=True)
    with page:
        session = gr.State(Session())
        with gr.Row(elem_id="top"):
            header = gr.HTML(chat.header(), apply_default_css=False, js_on_load=None, elem_id="header")
            again = gr.Button("New conversation", elem_id="again", size="sm", scale=0)
        with gr.Row(elem_id="room"):
            with gr.Column(elem_id="talk"):
                talk = gr.HTML(
                    chat.talk(), apply_default_css=False, js_on_load=asset("conversation.js"), elem_id="conversation"
                )
                with gr.Row(elem_id="asking"):
                    question = gr.Textbox(
                        label="Your question",
                        placeholder="Ask about the talks…",
                        lines=1,
                        max_lines=6,
                        container=False,
                        elem_id="question",
                    )
                    stop = gr.Button("Stop", elem_id="stop", scale=0, visible=False)
                    ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0)
            with gr.Column(elem_id="source"):
                source = gr.HTML(html.no_source(), apply_default_css=False, js_on_load=asset("source.js"))
        said = gr.HTML(html.status(""), apply_default_css=False, js_on_load=None, elem_id="said")

        shown = [session, question, talk, said, source, ask, stop]
        quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

        def asked(words: str, held: Session) -> Iterator[list[Any]]:
            yield from _each(chat.ask(words, held))

        def example(held: Session, event: gr.EventData) -> Iterator[list[Any]]:
            yield from _each(chat.example(event.example, held))

        def literal(held: Session, event: gr.EventData) -> Iterator[list[Any]]:
            yield from _each(chat.literal(event.turn, held))

        def select(held: Session, event: gr.EventData) -> tuple[str, str]:
            return chat.cited(held, event.turn, event.marker)

        def nearest(held: Session, event: gr.EventData) -> tuple[str, str]:
            return chat.nearest(held, event.turn)

        def fresh(held: Session) -> list[Any]:
            _stop(held)
            return _widgets(chat.fresh())

        pressed = gr.on([question.submit, ask.click], asked, [question, session], shown, **quietly)
        chosen = talk.example(example, session, shown, **quietly)
        again_so = talk.literal(literal, session, shown, **quietly)
        page.load(chat.header, None, header, **quietly)
        started = again.click(fresh, session, shown, cancels=[pressed, chosen, again_so], **quietly)
        stop.click(_stop, session, None, **quietly)
        ended = [started, pressed, chosen, again_so]
        for event in (pressed, chosen, again_so):
            ended.append(event.failure(lambda held: _widgets(chat.broken(held)), session, shown, **quietly))
        for event in ended:
            # Not sooner: until an event is complete, which is after it has shown the answer, Enter does nothing.
            event.then(lambda: gr.Button(interactive=True), None, ask, **quietly)
        talk.select(select, session, [source, said], **quietly)
        talk.nearest(nearest, session, [source, said], **quietly)
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page


def _each(views: Iterable[View]) -> Iterator[list[Any]]:
    return (_widgets(view) for view in views)


def _stop(held: Session) -> None:
    if held.stop:
        held.stop.press()


def _widgets(view: View) -> list[Any]:
    source = gr.skip() if view.source is None else view.source
    button = gr.Button(interactive=False) if view.session.asking is not None else gr.skip()
    stop = gr.Button(visible=view.session.stop is not None)
    return [view.session, view.question, view.talk, view.said, source, button, stop]


def mount(dragoman: Dragoman, app: FastAPI) -> FastAPI:
    """`app` with the page at its root; routes that `app` has already are found first."""
    theme = gr.themes.Base(
        font=[Font("system-ui"), Font("Noto Sans"), Font("sans-serif")], font_mono=[Font("monospace")]
    ).set(
        # Literal, because the browser paints them before it has read the style sheet.
        body_background_fill="#fbfaf6",
        body_background_fill_dark="#14181d",
        body_text_color="#1c2430",
        body_text_color_dark="#e8e6e1",
    )
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build(dragoman),
        path="/",
        footer_links=[],
        favicon_path=str(ICON),
        run_history=False,  # else Gradio keeps every question in the browser's storage
        max_file_size=1,  # nothing is uploaded here, and the route for it cannot be taken out
        enable_monitoring=False,
        show_error=False,  # what went wrong inside is for the log, not for visitors
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=theme,
        # Not as `css`: Gradio puts a container's classes before every rule, and loses :root inside @media by that.
        head=f"{_HEAD}<style>{asset('page.css')}</style>",
    )
    return mounted


def serve(dragoman: Dragoman, host: str = "127.0.0.1", port: int = 7860, app: FastAPI | None = None) -> None:
    """Serve the page, and with it the routes of `app`, until Ctrl-C; prints the address when it can be opened.

    Raises:
        InputError: there is no such host here, or no free port from `port` on.
    """
    server.run(mount(dragoman, app or FastAPI(docs_url=None, redoc_url=None, openapi_url=None)), host, port)
