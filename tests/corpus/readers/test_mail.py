"""E-mail: text, encodings and attachments."""

import textwrap
from datetime import date
from email.message import EmailMessage

import pytest

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import ARABIC, ENGLISH, document, pdf, reason, results


def _mail(text: str = ENGLISH, charset: str = "utf-8", cte: str | None = None) -> EmailMessage:
    """Make a message with a subject, a sender and a date."""
    message = EmailMessage()
    message["Subject"] = "Talks in Cairo – محادثات"
    message["From"] = "Gulf Wire <desk@gulf.example>"
    message["Date"] = "Sat, 25 Oct 2025 10:00:00 +0300"
    message.set_content(text, charset=charset, cte=cte)
    return message


@pytest.mark.parametrize(
    ("text", "charset", "cte"),
    [
        (ENGLISH, "utf-8", "quoted-printable"),
        (ENGLISH, "windows-1252", "quoted-printable"),
        (ARABIC, "utf-8", "base64"),
        (ARABIC.replace("ُ", ""), "windows-1256", "base64"),
    ],
)
def test_the_text_whatever_its_encoding(text: str, charset: str, cte: str) -> None:
    found = document("mail.eml", _mail(text, charset, cte).as_bytes())
    assert found.text == text
    assert (found.title, found.publisher) == ("Talks in Cairo – محادثات", "Gulf Wire")
    assert found.published == date(2025, 10, 25)


def test_an_unknown_encoding_is_found_out() -> None:
    data = _mail(ENGLISH, "windows-1252", "8bit").as_bytes().replace(b"windows-1252", b"x-unknown")
    assert document("mail.eml", data).text == ENGLISH


def test_wrapped_and_flowed_lines_are_joined() -> None:
    flowed = _mail("One line that \ngoes on here.\n\n-- \nDesk\n")
    flowed.set_param("format", "flowed")
    assert document("mail.eml", flowed.as_bytes()).text == "One line that goes on here.\n\n--\nDesk"
    paragraph = " ".join([ENGLISH] * 3)
    assert document("mail.eml", _mail("\n".join(textwrap.wrap(paragraph, 72))).as_bytes()).text == paragraph


def test_a_message_in_html_only() -> None:
    message = _mail()
    message.set_content(f"<p>{ENGLISH}</p><p style='display:none'>HIDDEN</p><p>Bye</p>", subtype="html")
    assert document("mail.eml", message.as_bytes()).text.split("\n\n") == [ENGLISH, "Bye"]


def test_attachments_are_documents_of_their_own() -> None:
    message = _mail()
    message.add_attachment(
        pdf(["A report of the mission", "with two lines"]), maintype="application", subtype="pdf", filename="report.pdf"
    )
    message.add_attachment("a,text\n1,Row one\n", subtype="csv", filename="rows.csv")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment(_mail("An older message."))
    found = results("mail.eml", message.as_bytes())
    documents = [one for one in found if isinstance(one, Document)]
    assert [one.key.removeprefix("/reports/") for one in documents] == [
        "mail.eml",
        "mail.eml!report.pdf",
        "mail.eml!rows.csv#Row one",
        "mail.eml!message.eml",
    ]
    assert documents[-1].text == "An older message."
    [error] = [one for one in found if isinstance(one, UnreadableSource)]
    assert str(error).startswith("mail.eml!2 report.pdf: is empty")


def test_a_message_without_text_gives_its_attachments() -> None:
    message = _mail("\n")
    message.add_attachment(ENGLISH, filename="note.txt")
    assert document("mail.eml", message.as_bytes()).text == ENGLISH


def test_other_files_are_refused_as_messages() -> None:
    assert "not an e-mail" in reason("a.eml", ENGLISH)
    assert "has no text" in reason("a.eml", _mail("\n").as_bytes())


@pytest.mark.parametrize("sender", ["<", "a@[", '"', "=?utf-8?b?=?= <"])
def test_a_broken_header_does_not_stop_the_text(sender: str) -> None:
    assert document("a.eml", f"Subject: Talks\nFrom: {sender}\n\n{ENGLISH}").text == ENGLISH


def test_a_date_in_a_time_zone_that_cannot_be() -> None:
    mail = (
        f"From: a@example.org\nSubject: Talks\nDate: Fri, 24 Oct 2025 10:00:00 +{'9' * 30}\n\nEgypt hosted the talks.\n"
    )
    assert document("a.eml", mail).published is None
