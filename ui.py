"""The web page: Gradio's components and events only, mounted in a FastAPI application beside the HTTP API.

The page is one frame: tabs in the header, the conversation on the left, the quoted report on the right. Questions run through
Gradio's queue, with streaming and state (`web.chat`). Everything else is a fragment of HTML that the page's scripts request
(`web.fragments`, `web.panels`), made from templates (`web.views`, `web/templates`); styles and scripts are in `web/static`. The
page requests nothing from other hosts, and its headers (`web.server`) make the browser enforce that.
"""

import logging
import threading
from collections.abc import Iterator
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.themes.utils.fonts import Font
from starlette.middleware import Middleware

from .api.access import Access
from .api.app import application
from .api.authentication import ANYBODY, NOBODY, Caller, Callers, caller_of
from .api.configuration import configured
from .api.mcp import server as tools
from .assistant.contract.parsing import checked
from .assistant.contract.requests import AskRequest
from .assistant.dragoman import Dragoman
from .assistant.runtime.faults import OUR_FAULT
from .assistant.settings import Settings
from .corpus.errors import InputError
from .web import ICON, asset, fragments, script, server, sign_in, surface
from .web.chat import Chat, Session, View
from .web.gradio_requests import GradioRequests
from .web.panels import MAKERS, Panel
from .web.site import Site
from .web.views import ask as html
from .web.views.source import no_source
from .web.visitors import visitor

LOG = logging.getLogger(__name__)
_AT_ONCE = 8  # questions answered at the same time; more wait their turn
_WAITING = 500  # that wait; more are refused
_HEAD = '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
_QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}


def _piece(value: str, js: str, name: str, classes: str | None = None) -> gr.HTML:
    return gr.HTML(
        value,
        apply_default_css=False,
        js_on_load=js,
        elem_id=name,
        elem_classes=classes,
    )


class _Page(gr.Blocks):
    """Gradio's page; what fails in it is logged as elsewhere, where Gradio would print a traceback each time, without a limit."""

    async def process_api(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Handle an event.

        Raises:
            gr.Error: it failed; the message is for visitors.
        """
        try:
            return await super().process_api(*args, **kwargs)
        except Exception as error:
            LOG.exception("an event of the page failed")
            raise gr.Error(OUR_FAULT, print_exception=False) from error


def build(site: Site, panels: tuple[Panel, ...]) -> gr.Blocks:
    """Return the page's components and events."""
    chat = Chat(site.dragoman)
    page = _Page(title="Dragoman", analytics_enabled=False, fill_width=True)
    with page:
        session = gr.State(Session())
        # With every tab, since the address may name one; replaced by the visitor's own when the page is loaded.
        header = _piece(_header(site, panels, ANYBODY), asset("header.js"), "header")
        with gr.Row(elem_id="room"):
            with gr.Column(elem_id="main"):
                with gr.Column(elem_id="panel-ask", elem_classes="panel"):
                    talk = _piece(chat.welcome().talk, asset("ask_conversation.js"), "conversation")
                    composer = _piece(html.composer(), asset("ask_composer.js"), "composer")
                    following = _piece("", asset("ask_suggestions.js"), "following")
                for panel in panels:
                    _piece(panel.shell, script(panel.name), f"panel-{panel.name}", "panel")
            with gr.Column(elem_id="side"):
                _piece(no_source(), asset("source.js"), "source")

        shown = [session, talk]

        def top(request: gr.Request) -> str:
            return _header(site, panels, caller_of(request.request.scope) if request.request else NOBODY)

        def ask(held: Session, event: gr.EventData, request: gr.Request) -> Iterator[list[Any]]:
            filters = event.filters or {}
            try:
                asked = checked(AskRequest, {**filters, "question": event.question, "literal": bool(event.literal)})
            except InputError as error:
                yield _widgets(chat.refused(str(event.question), held, str(error)))
                return
            for view in chat.ask(asked, held, event.turn, _visitor(request)):
                yield _widgets(view)

        def resume(held: Session, event: gr.EventData, request: gr.Request) -> list[Any]:
            _stop(held)
            return _widgets(chat.resume(str(event.conversation), _visitor(request)))

        asking = [piece.ask(ask, session, shown, **_QUIETLY) for piece in (composer, talk)]
        for event in asking:
            event.failure(lambda held: _widgets(chat.broken(held)), session, shown, **_QUIETLY)
        composer.fresh(lambda held: _fresh(chat, held), session, shown, cancels=asking, **_QUIETLY)
        talk.resume(resume, session, shown, cancels=asking, **_QUIETLY)
        # Separate from the answer and made after it is shown: late suggestions cannot replace a newer answer.
        talk.follow(chat.following, session, following, **_QUIETLY)
        composer.stop(_stop, session, None, **_QUIETLY)
        page.load(top, None, header, **_QUIETLY)
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=_WAITING, api_open=False)
    return page


def _header(site: Site, panels: tuple[Panel, ...], caller: Caller) -> str:
    tabs = [("ask", "Ask"), *((panel.name, panel.title) for panel in panels if panel.needs in caller.permissions)]
    return html.header(
        tabs,
        site.dragoman.stats()["documents"],
        site.dragoman.writes,
        caller.name,
        editing="edit" in caller.permissions,
        leaves=caller.by == "session",
    )


def _fresh(chat: Chat, held: Session) -> list[Any]:
    _stop(held)
    return _widgets(chat.welcome())


def _visitor(request: gr.Request) -> str:
    return visitor(request.request) if request.request else ""


def _stop(held: Session) -> None:
    if held.stop:
        held.stop.press()


def _widgets(view: View) -> list[Any]:
    return [view.session, view.talk]


def mount(dragoman: Dragoman, app: FastAPI, access: Access | None = None, callers: Callers | None = None) -> FastAPI:
    """Return `app` with the page at its root; routes that `app` has already are found first.

    `access` says what visitors may do; without it they may only read. `callers` tells who they are; without it nobody signs in.
    """
    callers = callers or Callers()
    surface.add_gate(app, callers)
    if callers.required and callers.accounts is not None:
        sign_in.add_routes(app, callers, callers.accounts)
    site = Site(dragoman, access or Access(editing=False, local=True))
    panels = tuple(make(site) for make in MAKERS)
    fragments.mount(app, site, *(panel.routes for panel in panels))
    hidden = "".join(
        f'html:not([data-tab="{panel.name}"]) #panel-{panel.name} {{ display: none !important; }}' for panel in panels
    )
    style = "".join(map(asset, ("page.css", *(f"{panel.name}.css" for panel in panels)))) + hidden
    theme = gr.themes.Base(
        font=[Font("system-ui"), Font("Noto Sans"), Font("sans-serif")], font_mono=[Font("monospace")]
    ).set(
        # Literal colours, because the browser paints them before it has read the style sheet.
        body_background_fill="#fbfaf6",
        body_background_fill_dark="#14181d",
        body_text_color="#1c2430",
        body_text_color_dark="#e8e6e1",
    )
    page = build(site, panels)
    app.user_middleware.append(Middleware(GradioRequests, functions=page.fns))
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        favicon_path=str(ICON),
        run_history=False,  # else Gradio keeps every question in the browser's storage
        max_file_size=1,  # Gradio's own uploads are not used, but their route cannot be removed
        enable_monitoring=False,
        show_error=False,  # internal errors are for the log, not for visitors
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=theme,
        # Not as `css`: Gradio puts a container's classes before every rule, which breaks :root inside @media.
        head=f"{_HEAD}<script>{asset('frame.js')}</script><style>{style}</style>",
    )
    return mounted


def serve(
    dragoman: Dragoman, host: str = "127.0.0.1", port: int = 7860, may: tuple[Access, Callers] | None = None
) -> None:
    """Serve the page, the tools for models and the HTTP API until Ctrl-C; print the address when it can be opened.

    `may` says what visitors may do and tells who they are; without it, the settings do.

    Raises:
        InputError: the host is unknown, no port from `port` on is free, or users are required and there are none.
    """
    settings = Settings()
    access, callers = may or configured(settings, host, dragoman.path)
    served = application(dragoman, access, callers, rate=settings.rate)
    tools.mount(served, dragoman, local=access.local)
    page = mount(dragoman, served, access, callers)
    # While the server starts, so that the first question does not have to wait.
    warming = threading.Thread(target=dragoman.warm)
    warming.start()
    try:
        server.run(page, host, port, callers.proxies)
    finally:
        warming.join()  # the home is closed after this
        callers.close()
