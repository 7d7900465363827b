"""The library's tab as it is when the page opens: forms and dialogs, into which what changes is loaded."""

from collections.abc import Sequence

from ...assistant.render.markup import escaped


def shell(*, editing: bool, paths: bool, why: str, accepted: Sequence[str]) -> str:
    """What is there when the page opens. `paths`: folders of the server's machine may be named; `accepted`: suffixes."""
    return (
        '<h2 class="title">Library</h2>'
        '<p class="lede">The reports that answers are quoted from.</p>'
        f"{_adding(paths, accepted) if editing else _closed(why)}"
        '<div id="library-jobs"></div>'
        '<form id="library-find" role="search" aria-label="Documents"><div class="row">'
        '<label class="field grow">Search titles and publishers<input type="search" name="search" maxlength="200" '
        'autocomplete="off" dir="auto"></label>'
        f'<label class="field sorting">Sort by<select name="sort">{_orders()}</select></label></div>'
        '<div class="folds"><details class="more" id="library-filters"><summary>Filters '
        '<span class="hint" id="library-filtered"></span></summary><div class="row" id="library-fields"></div></details>'
        '<details class="more" id="library-sets"><summary>Document sets</summary><div></div></details></div></form>'
        '<div id="library-list"><p class="busy">Loading the list</p></div>'
        f"{_chosen(editing)}{_dialogs() if editing else ''}"
    )


def _closed(why: str) -> str:
    told = f"{why[:1].upper()}{why[1:].rstrip('.')}."
    return f'<p class="card closed"><b>Here the library can be looked at, not changed.</b> {escaped(told)}</p>'


def _orders() -> str:
    told = (
        ("published-1", "newest report first"), ("published-0", "oldest report first"), ("added-1", "last added first"),
        ("title-0", "title"), ("publisher-0", "publisher"), ("size-1", "longest first"), ("size-0", "shortest first"),
        ("language-0", "language"),
    )  # fmt: skip
    return "".join(f'<option value="{value}">{shown}</option>' for value, shown in told)


def _adding(paths: bool, accepted: Sequence[str]) -> str:
    here = (
        '<form class="row" id="library-path"><label class="field grow">A file or folder on this computer'
        '<input name="path" maxlength="2000" autocomplete="off" spellcheck="false" placeholder="/home/me/reports">'
        '</label><button type="submit" class="plain">Add</button></form>'
        if paths
        else ""
    )
    more = "From the web, or a folder on this computer" if paths else "From the web"
    return (
        f'<section class="card" id="library-add" aria-labelledby="library-adding" data-accepted="{" ".join(accepted)}">'
        '<h3 id="library-adding">Add reports</h3><div class="drop"><p class="row"><span>Drop files or a folder here, or</span>'
        '<button type="button" class="go" data-pick="files">Choose files</button>'
        '<button type="button" class="plain" data-pick="folder">Choose a folder</button></p>'
        '<p class="hint">PDF, Word, web pages, e-mail, transcripts, Markdown, text, tables, and zips of these. A file that '
        "has the name of an earlier one is its newer version.</p></div>"
        '<input type="file" id="library-files" multiple hidden><input type="file" id="library-folder" webkitdirectory hidden>'
        f'<details class="more"><summary>{more}</summary>'
        '<form class="row" id="library-url"><label class="field grow">Address of a web page or a feed'
        '<input name="url" inputmode="url" maxlength="2000" autocomplete="off" spellcheck="false" '
        f'placeholder="https://"></label><button type="submit" class="plain">Add</button></form>{here}</details>'
        '<p class="told" id="library-told" hidden></p>'
        '<p class="hint">If something is not found that should be: <button type="button" class="quiet" id="library-reindex">'
        "make the index anew</button></p></section>"
    )


def _chosen(editing: bool) -> str:
    change = (
        '<button type="button" class="plain" data-act="put">Put into a set…</button>'
        '<button type="button" class="plain" data-act="drop" hidden>Take out of this set</button>'
        '<button type="button" class="plain danger" data-act="remove">Remove…</button>'
        if editing
        else ""
    )
    return (
        '<div id="library-chosen" class="row" role="region" aria-label="Chosen documents" hidden><b></b>'
        f'<button type="button" class="go" data-act="ask">Ask only these</button>{change}'
        '<button type="button" class="quiet" data-act="none">Choose none</button></div>'
    )


def _dialogs() -> str:
    """Asking whether something is meant, and for a set's name: the words are filled in."""
    return (
        '<dialog id="library-sure" aria-labelledby="library-sure-title"><form method="dialog"><h3 id="library-sure-title"></h3>'
        '<ul></ul><p></p><p class="row"><button value="yes" class="go"></button>'
        '<button value="" class="plain">Cancel</button></p></form></dialog>'
        '<dialog id="library-name" aria-labelledby="library-name-title"><form method="dialog"><h3 id="library-name-title"></h3>'
        '<label class="field">Name of the set<input name="name" maxlength="80" list="library-names" autocomplete="off" '
        'dir="auto" required></label><datalist id="library-names"></datalist><p class="row">'
        '<button value="yes" class="go">Save</button><button value="" class="plain" formnovalidate>Cancel</button></p>'
        "</form></dialog>"
    )
