"""A kept conversation as one HTML page: no script, nothing loaded from elsewhere, readable on a phone, in the dark and in print.

Everything is escaped, quoted words are cut from the documents that were kept with the answer, and the page itself forbids
scripts and requests.
"""

from base64 import b64encode
from hashlib import sha256

from ...corpus.wording import attribution
from ..history.history import HistoryMessage, Transcript, remarks
from ..types import ABSTAINED, Answer, Citation, Claim
from .conversation_export import Notes, held, standing
from .markup import escaped, instead, marks, original, written_claim

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6472; --paper: #fbfaf6; --card: #fff; --line: #e3dfd5;
  --accent: #0f5c63; --warn: #8a5000; --bad: #a1282c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a3adb8; --paper: #14181d; --card: #1b2127;
  --line: #2c343d; --accent: #6cc3c9; --warn: #e3b15c; --bad: #f19a9a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1, h2, blockquote, .prose { font-family: Georgia, "Noto Serif", serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 2.2rem 0 .7rem; break-after: avoid; }
p { margin: .4rem 0; }
.held, .said, .note, .doubt, .searched { color: var(--soft); font-size: .88rem; }
.doubt, .note { color: var(--warn); }
blockquote { margin: .9rem 0 .2rem; padding: 0 0 0 .9rem; border-inline-start: 3px solid var(--line); font-size: 1.06rem; }
blockquote + .said { margin: 0 0 1rem .9rem; }
.unsupported s { text-decoration-color: var(--bad); color: var(--soft); }
a { color: var(--accent); }
a.n { padding: 0 .25em; font: 600 .78rem/1 system-ui, sans-serif; text-decoration: none; vertical-align: .3em; }
:target { outline: 2px solid var(--accent); outline-offset: 3px; }
ol { padding-inline-start: 2rem; font-size: .92rem; } ol li { margin: .5rem 0; break-inside: avoid; }
code { font-size: .9em; }
@media print { body { background: #fff; color: #000; font-size: 11pt; } main { max-width: none; padding: 0; }
  a { color: inherit; } a.original::after { content: " <" attr(href) ">"; } blockquote, .said { break-inside: avoid; } }
"""
_ALLOWED = f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
_POLICY = f"default-src 'none'; style-src {_ALLOWED}; base-uri 'none'; form-action 'none'"


def page(transcript: Transcript) -> str:
    """The whole page."""
    notes = Notes.of(transcript)
    title = escaped(transcript.conversation.title)
    turns = "".join(_turn(message, notes) for message in transcript.messages)
    listed = "".join(_note(number, one) for number, one in enumerate(notes.cited, 1))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1 dir="auto">{title}</h1><p class="held">{escaped(held(transcript.conversation))}</p>{turns}'
        f"{f'<h2>Notes</h2><ol>{listed}</ol>' if listed else ''}</main></body></html>\n"
    )


def _turn(message: HistoryMessage, notes: Notes) -> str:
    answer = message.answer
    cautions = "".join(f'<p class="note" dir="auto">{escaped(one)}</p>' for one in (*answer.notes, *remarks(message)))
    searched = ""
    if answer.abstained or answer.searched_for != answer.question.strip():
        searched = f'<p class="searched" dir="auto">Searched for <i>{escaped(answer.searched_for)}</i></p>'
    return f'<section><h2 dir="auto">{escaped(answer.question)}</h2>{cautions}{_answered(answer, notes)}{searched}</section>'


def _answered(answer: Answer, notes: Notes) -> str:
    if answer.abstained:
        return f"<p>{ABSTAINED}</p>"
    if answer.mode == "writing":
        return "".join(written_claim(claim, _numbers(claim, notes)) for claim in answer.claims)
    return instead(answer.trace) + "".join(_quoted(claim, notes) for claim in answer.claims)


def _numbers(claim: Claim, notes: Notes) -> str:
    numbers = (notes.number(one) for one in claim.citations)
    return "".join(f'<a class="n" href="#note-{n}" aria-label="Note {n}">{n}</a>' for n in numbers)


def _quoted(claim: Claim, notes: Notes) -> str:
    first = claim.citations[0]
    before, after = marks(first.quote)
    reports = len({one.document.id for one in claim.citations})
    more = f" · {reports} reports say this" if reports > 1 else ""
    words = f'{before}<span class="words">{escaped(first.quote)}</span>{after}'
    return (
        f'<blockquote dir="auto">{words}{_numbers(claim, notes)}</blockquote>'
        f'<p class="said"><bdi>{escaped(attribution(first.document))}</bdi>{more}</p>'
    )


def _note(number: int, citation: Citation) -> str:
    document = citation.document
    url = original(document, citation.quote)
    link = f' <a class="original" href="{escaped(url)}" rel="noopener noreferrer">Original</a> ·' if url else ""
    return (
        f'<li id="note-{number}"><bdi>{escaped(document.title)}</bdi>, <bdi>{escaped(attribution(document))}</bdi>.{link} '
        f"{escaped(standing(citation))}</li>"
    )
