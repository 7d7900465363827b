"""Real inputs of each kind, which are then damaged."""

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.corpus.readers.inputs import ARABIC, ENGLISH, pdf

ROOT = Path(__file__).parents[2]
BRIEFS = [path.read_bytes() for path in sorted((ROOT / "corpus" / "library").glob("*.md"))[:12]]
SAID = (
    "The talks resume on 24 October 2025, said Khaled al-Batsh. “Fatah was not present at that gathering,” said Abdel "
    "Fattah Dawla on Thursday. He added that 1,250 people, or 12.5 percent, had left since 3 p.m. “We [will] sign … if "
    "they withdraw,” Mr. O’Neil told the U.N. in New York; “nothing more.”\n\n"
)
ROWS: list[dict[str, object]] = [
    {"_id": "a1", "title": "Talks in Cairo", "text": SAID, "publisher": "Courier", "published": "2025-10-24"},
    {"_id": "a2", "title": "محادثات", "text": ARABIC, "url": "https://example.org/a2", "metadata": {"page": 3}},
]


def _docx() -> bytes:
    import docx  # here for start-up time

    made, stream = docx.Document(), io.BytesIO()
    made.add_heading("Talks in Cairo", 1)
    made.add_paragraph(SAID)
    made.add_paragraph(ENGLISH, style="Quote")
    made.add_table(2, 2).cell(0, 0).text = "Cairo"
    made.save(stream)
    return stream.getvalue()


def _zip(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", ".")), data)
    return made.getvalue()


def files() -> Mapping[str, tuple[str, Sequence[bytes]]]:
    """Real files of every format that is read: the file's name, and its contents."""
    page = f"<html lang='en'><head><title>Talks</title><meta charset='utf-8'></head><body><article><h1>Talks</h1><p>{SAID}</p>"
    page += f"<p>{ENGLISH}</p><table><tr><td>a</td></tr></table><p hidden>x</p></article></body></html>"
    mail = (
        "From: Desk <desk@example.org>\r\nSubject: =?utf-8?q?Talks?=\r\nDate: Fri, 24 Oct 2025 10:00:00 +0200\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; '
        f'format=flowed; charset="utf-8"\r\n\r\n{SAID}\r\n--b\r\nContent-Type: text/html\r\nContent-Disposition: '
        f'attachment; filename="a.html"\r\n\r\n{page}\r\n--b--\r\n'
    )
    vtt = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Anna>We are close to a deal.\n\n00:00:05.000 --> 00:00:09.000\n"
    )
    srt = "1\n00:00:01,000 --> 00:00:04,000\nANNA: We are close to a deal.\n\n2\n00:00:05,000 --> 00:00:09,000\nNot there yet.\n"
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()
    table = f'title,text,publisher,date\n"Talks","{SAID.strip()}",Courier,2025-10-24\nمحادثات,"{ARABIC}",,\n'.encode()
    word = _docx()
    pages = pdf(["Talks in Cairo", "The talks resume on 24 October 2025, said Khaled."], ["Page 2", "He added more."])
    text = [SAID.encode(), ARABIC.encode(), ENGLISH.encode("cp1252"), f"{SAID}{ENGLISH}".encode("utf-16")]
    return {
        "markdown": (
            "talks.md",
            [*BRIEFS, f"---\ntitle: Talks\nbased_on: {{publisher: X}}\n---\n# A\n\n{SAID}".encode()],
        ),
        "text": ("talks.txt", text),
        "html": ("talks.html", [page.encode(), page.encode("utf-16"), page.encode("cp1256", "replace")]),
        "pdf": ("talks.pdf", [pages, pdf(["One line"], info="/Title (Talks) /Author (A)")]),
        "docx": ("talks.docx", [word]),
        "vtt": ("talks.vtt", [f"{vtt}<v Ben>Not yet.\n".encode(), srt.encode()]),
        "srt": ("talks.srt", [srt.encode(), vtt.encode()]),
        "mail": ("talks.eml", [mail.encode()]),
        "jsonl": ("talks.jsonl", [rows]),
        "json": ("talks.json", [json.dumps(ROWS).encode(), json.dumps(ROWS[0]).encode()]),
        "csv": ("talks.csv", [table, table.replace(b",", b";"), table.replace(b",", b"\t")]),
        "zip": ("talks.zip", [_zip(a_md=BRIEFS[0], b_csv=table, c_zip=_zip(d_txt=text[0]), e_docx=word)]),
        "gzip": ("talks.jsonl.gz", [gzip.compress(rows, mtime=0)]),
    }


TEXTS: Sequence[bytes] = [*BRIEFS, SAID.encode() * 3, ARABIC.encode() * 3, f"{ENGLISH}\n{SAID}".encode()]

PHRASES: Sequence[bytes] = [
    b"on 24 October 2025", b"last Friday", "يوم 24 تشرين الأول/أكتوبر 2025".encode(), b"between 3 and 5 May",
    b"two hundred and fifty thousand", b"12.5 percent of 1,250", "خمسة وعشرون".encode(), b"$1.2bn", b"in early March",
    b"Abdel Fattah al-Sisi", b"Mr. Antony J. Blinken", "خالد البطش".encode(), b"the foreign minister", b"Reuters (AP)",
    b"2025-10-24T10:00:00+02:00", b"Fri, 24 Oct 2025 10:00:00 +0200", b"three weeks ago", b"the 1990s",
]  # fmt: skip

QUOTATIONS: Sequence[bytes] = [
    "“Fatah was present at that gathering”".encode(),
    b"Fatah was not [ever] present ... at that gathering",
    "We are close to a deal … but “not there yet”".encode(),
    "«نحن قريبون من الاتفاق»".encode(),
    *(brief[-600:] for brief in BRIEFS[:6]),
]

BODIES: Mapping[str, Sequence[bytes]] = {
    "/api/ask": [b'{"id": 1, "question": "Who leads Egyptian General Intelligence?", "history": [{"role": "user", '
                 b'"content": "Who met?"}], "literal": true, "since": "2025-01-01", "documents": ["ffec04df89a6c7a4"]}'],
    "/api/search": [b'{"query": "Turkish troops", "k": 3, "publisher": ["a", "b"], "until": "2025-12-31"}'],
    "/api/quote": [b'{"quote": "Fatah was present at that gathering", "speaker": "Dawla", "said_on": "2025-10-24"}'],
    "/api/support": [b'{"claim": "Fatah was present.", "evidence": ["Fatah was not present at that gathering."]}'],
    "/api/draft": ['{"text": "“Fatah was not present at that gathering,” said Dawla.", "format": "html"}'.encode()],
    "/api/said": [b'{"speaker": "Netanyahu", "about": "Turkish troops", "kind": "direct", "limit": 3}'],
    "/api/timeline": [b'{"since": "2025-10-24", "until": "2025-10-24", "speaker": "Egypt"}'],
    "/api/compare": [b'{"about": "Which factions signed the joint statement?", "language": "en"}'],
    "/v1/chat/completions": [b'{"model": "x", "messages": [{"role": "user", "content": [{"type": "text", "text": '
                             b'"Who leads Egyptian General Intelligence?"}]}], "stream": false, "n": 1}'],
}  # fmt: skip

TOOLS: Sequence[bytes] = [
    b'["search", {"query": "Turkish troops", "k": 3, "since": "2025-01-01"}]',
    b'["ask", {"question": "Who met in Cairo?", "history": [{"role": "user", "content": "Who?"}]}]',
    b'["check_quote", {"quote": "Fatah was present at that gathering", "speaker": "Dawla", "said_on": "2025-10-24"}]',
    b'["said", {"speaker": "Netanyahu", "about": "troops", "kind": "direct", "limit": 3}]',
    b'["get_document", {"document_id": "ffec04df89a6c7a4", "start": 426, "end": 465, "context": 30, "max_chars": 900}]',
]

COMMANDS: Sequence[bytes] = [
    b"search\0Turkish troops\0-k\0003\0--json",
    b"quote\0Fatah was present at that gathering\0--speaker\0Dawla\0--json",
    b"show\0ffec04df89a6c7a4\0--json",
    b"said\0--speaker\0Netanyahu\0--since\0002025-01-01\0--limit\0003",
    b"timeline\0--since\0002025-10-24\0--until\0002025-10-24",
    b"documents\0--publisher\0Courier\0--json",
    b"compare\0--about\0Which factions signed?\0--json",
    b"sets\0list\0--json",
    b"index\0stats\0--json",
]
