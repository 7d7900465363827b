"""EPUB, OpenDocument, RTF and mailboxes, and recordings, which are refused."""

import io
import re
import zipfile

import pytest

from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import check, document, reason, results

OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
    }.items()
)
BODY = """<text:tracked-changes><text:p>forty boats</text:p></text:tracked-changes>
<text:p text:style-name="Title">Minutes of the harbour board</text:p><text:p>Issued 7 May 2025</text:p>
<text:p>The clerk said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In Danish.</text:p>
</text:note-body></text:note> that nine boats <text:span text:style-name="T1">or ten</text:span>came.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Lorne</text:p></table:table-cell><table:table-cell><text:p>4</text:p>
</table:table-cell></table:table-row></table:table><text:p><draw:frame><draw:image/></draw:frame></text:p>"""
STRUCK = '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'


def packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


MANIFEST = {"META-INF/manifest.xml": "<m/>"}


def odt(body: str = BODY, manifest: dict[str, str] = MANIFEST) -> bytes:
    content = (
        f"<office:document-content {OFFICE}><office:automatic-styles>{STRUCK}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, **manifest, "content.xml": content})


def epub() -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="in/book.opf"/></rootfiles></container>'
    )
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{}</h1><p>{}</p></body></html>"
    book = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Harbours</dc:title><dc:creator>Ida Lund</dc:creator><dc:date>2024-09-01</dc:date></metadata><manifest>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="one%20a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/><itemref idref="two"/></spine></package>"""
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "in/book.opf": book,
            "in/two.xhtml": page.format("Ebb", "The boats lay dry."),
            "in/one a.xhtml": page.format("Flood", "“It will hold,” Ida Lund said."),
        }
    )


RTF = r"""{\rtf1\ansi\ansicpg1252{\info{\author Ida Lund}{\creatim\yr2025\mo5\dy7}}\b Boats of Lorne\b0\par
The clerk said\'97at noon\'97that nine boats came{\super 1}{\footnote {\super 1} In Danish.}, {\deleted forty}
\strike ten \strike0 not more than that.\par{\pict 00}}"""


def test_an_open_document_has_its_notes_apart_and_no_deleted_words() -> None:
    found = document("minutes.odt", odt())
    assert document("minutes.odt", odt(manifest={})) == found
    assert found.text.split("\n") == [
        "Minutes of the harbour board",
        "Issued 7 May 2025",
        "The clerk said that nine boats came.",
        "Lorne | 4",
        "",
        "1 In Danish.",
    ]
    assert (found.title, str(found.published)) == ("Minutes of the harbour board", "2025-05-07")
    assert dict(found.metadata)["not_read"] == "1 picture"


@pytest.mark.parametrize(("name", "data"), [("a.odt", odt()), ("a.epub", epub())])
def test_a_package_that_is_locked_as_a_zip_is_refused(name: str, data: bytes) -> None:
    locked = re.sub(b"(PK\x03\x04..|PK\x01\x02....).", b"\\1\x01", data, flags=re.DOTALL)  # the flags of each member
    assert "password" in reason(name, locked)


def test_an_e_book_that_names_no_book_is_refused() -> None:
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'
    assert "not a whole EPUB" in reason("a.epub", packed({"META-INF/container.xml": container}))


@pytest.mark.parametrize("name", ["book.epub", "unnamed.bin"])
def test_an_e_book_is_read_in_the_order_of_its_spine(name: str) -> None:
    found = document(name, epub())
    assert found.text.split("\n\n") == ["Flood", "“It will hold,” Ida Lund said.", "Ebb", "The boats lay dry."]
    assert (found.title, str(found.published), dict(found.metadata)) == (
        "Harbours",
        "2024-09-01",
        {"author": "Ida Lund"},
    )


def test_rich_text_has_its_notes_apart_and_no_deleted_words() -> None:
    found = document("boats.rtf", RTF)
    assert "said—at noon—that nine boats came, not more than that." in found.text.replace("  ", " ")
    assert found.text.endswith("1 In Danish.")
    assert not {"forty", "ten"} & set(found.text.split())
    assert (str(found.published), dict(found.metadata)) == (
        "2025-05-07",
        {"author": "Ida Lund", "not_read": "1 picture"},
    )


def test_a_mailbox_is_its_messages() -> None:
    mail = "From: Ida Lund <ida@lorne.example>\nSubject: {}\nDate: Mon, 5 May 2025 09:00:00 +0200\n\n{}\n\n"
    box = "".join(
        f"From ida@lorne.example Mon May  5 09:00:00 2025\n{mail.format(subject, words)}"
        for subject, words in (("Boats", "Nine came.\n>From here they look new."), ("Nets", "They are torn."))
    )
    found = results("box.mbox", box.encode())
    assert all(isinstance(one, Document) for one in found)
    assert [one.title for one in found] == ["Boats", "Nets"]
    assert found[0].text.endswith("From here they look new.")


def test_a_recording_is_refused_with_what_to_give_instead() -> None:
    assert "transcript" in reason("talk.mp3", b"ID3")


@pytest.mark.parametrize(("name", "data"), [("a.odt", odt()), ("a.epub", epub()), ("a.rtf", RTF.encode())])
@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_damaged_file_gives_an_error_or_what_is_whole(name: str, data: bytes, cut: float) -> None:
    found = results(name, data[: int(cut * len(data))])
    assert found
    for one in found:
        check(one)
