"""The list of kept conversations as HTML; what a press should do is told in `data-` attributes and classes."""

from collections.abc import Sequence
from urllib.parse import quote

from ...assistant.history.history import Conversation
from ...assistant.render.markup import escaped
from ...corpus.wording import counted, day

THANKS = "Thank you. This is kept with the answer."
_FORMS = (("md", "Markdown"), ("html", "HTML"), ("json", "JSON"))


def shell(keeps: bool) -> str:
    """What the tab begins with; the list is loaded into it. `keeps`: whether what is asked is stored."""
    lede = (
        "What you ask in this browser is kept on this server, with the exact words that were quoted, and is shown to "
        "nobody else who visits. Delete what you do not want kept."
        if keeps
        else "History is switched off on this server: nothing that you ask is kept. What was kept before is listed here."
    )
    return (
        f'<h2 class="title">History</h2><p class="lede">{lede}</p>'
        '<form class="row search" role="search"><label class="field">Search your conversations'
        '<input type="search" name="search" autocomplete="off" maxlength="200" dir="auto"></label></form>'
        '<div class="held" aria-live="off"><p class="hint busy">Loading your conversations</p></div>'
    )


def conversations(found: Sequence[Conversation], search: str, following: int | None, *, first: bool) -> str:
    """A page of the list; `following` says after how many the next one begins, `first` that nothing stands before it."""
    if first and not found:
        return _nothing(search)
    items = "".join(map(conversation, found))
    more = f'<button type="button" class="plain more" data-skip="{following}">Show more</button>' if following else ""
    if not first:
        return f'<ul class="talks">{items}</ul>{more}'
    told = f"{counted(len(found), 'conversation')}{' and more' if following else ''}"
    everything = (
        "" if search.strip() else '<p class="ending"><button type="button" class="quiet all">Delete all…</button></p>'
    )
    return f'<p class="unseen counted">{told}</p><ul class="talks">{items}</ul>{more}{everything}'


def _nothing(search: str) -> str:
    if search.strip():
        return told(f"No conversation has all of these words: {search.strip()}")
    return (
        '<p class="hint counted">Nothing is kept here. <a class="tab-link" href="/">Ask a question</a>, '
        "and its conversation is listed.</p>"
    )


def conversation(one: Conversation) -> str:
    """One conversation of the list, with its links and buttons."""
    name = quote(one.id, safe="")
    title = escaped(one.title)
    links = "".join(
        f'<a href="/page/history/export?conversation={name}&amp;form={form}" download'
        f' aria-label="Save “{title}” as {shown}">{shown}</a>'
        for form, shown in _FORMS
    )
    when = f"{day(one.updated.date())}, {one.updated:%H:%M} UTC"
    return (
        f'<li class="card talk" data-conversation="{escaped(one.id)}">'
        f'<h3><a class="tab-link" href="/?conversation={name}" dir="auto">{title}</a></h3>'
        f'<p class="hint">{counted(one.questions, "question")} · '
        f'<time datetime="{one.updated.isoformat(timespec="seconds")}">{when}</time></p>'
        '<div class="does"><button type="button" class="quiet rename">Rename</button>'
        '<button type="button" class="quiet delete">Delete…</button>'
        f'<span class="saves"><span class="hint">Save as</span> {links}</span></div></li>'
    )


def told(words: str) -> str:
    """A line that says what has happened."""
    return f'<p class="hint counted" dir="auto">{escaped(words)}</p>'


def all_deleted(number: int) -> str:
    """How many are gone, and what to do next."""
    return told(f"{counted(number, 'conversation')} deleted.") + _nothing("")
