"""E-mail: text, encodings, attachments, and the messages that one forwards or quotes."""

import re
import textwrap
from collections import Counter
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers.mail_parts import mail_parts
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


OWN = ("Talks in Cairo – محادثات", "Gulf Wire", date(2025, 10, 25))
INNER = ("Draft of the treaty", "Omar Saleh", date(2025, 10, 20))


@pytest.mark.parametrize(
    ("block", "inner"),
    [
        ("---------- Forwarded message ---------\nFrom: Omar Saleh <omar@wire.example>\nDate: Mon, 20 Oct 2025 at 09:12\n"
         "Subject: Draft of the treaty\nTo: Desk <desk@gulf.example>\n\nThree articles are open.\n", INNER),
        ("From: Omar Saleh [mailto:omar@wire.example]\nSent: Monday, October 20, 2025 9:12 AM\nTo: Desk; Editor\n"
         "Subject: Draft of the treaty\n\nThree articles are open.\n", INNER),
        ("Begin forwarded message:\n\n> From: Omar Saleh <omar@wire.example>\n> Subject: Draft of the treaty\n"
         "> Date: 20 October 2025 at 09:12:44 CET\n>\n> Three articles are open.\n", INNER),
        ("-----Message d'origine-----\nDe : Omar Saleh <omar@wire.example>\nEnvoyé : lundi 20 octobre 2025 09:12\n"
         "À : Desk\nObjet : Draft of the treaty\n\nThree articles are open.\n", INNER),
        ("Am 20.10.2025 um 09:12 schrieb Omar Saleh:\n> Three articles are open.\n", (OWN[0], *INNER[1:])),
        ("On Mon, Oct 20, 2025 at 9:12 AM Omar Saleh <omar@wire.example>\nwrote:\n\n> Three articles are open.\n",
         (OWN[0], *INNER[1:])),
    ],
)  # fmt: skip
def test_what_is_forwarded_or_quoted_has_its_own_sender_and_day(block: str, inner: tuple[str, str, date]) -> None:
    first, second = results("mail.eml", _mail(f"Please run this.\n\n{block}").as_bytes())
    assert isinstance(first, Document) and isinstance(second, Document)
    assert [(one.title, one.publisher, one.published) for one in (first, second)] == [OWN, inner]
    assert (first.text, second.text) == ("Please run this.", "Three articles are open.")
    assert len({first.key, second.key}) == 2


@pytest.mark.parametrize(
    "markup",
    [
        "<div>On Mon, Oct 20, 2025 at 9:12 AM Omar Saleh &lt;omar@wire.example&gt; wrote:<br></div>"
        "<blockquote class='gmail_quote'><p>Three articles are open.</p></blockquote>",
        "<div>Begin forwarded message:</div><blockquote type='cite'><div><b>From:</b> Omar Saleh</div>"
        "<div><b>Subject:</b> Draft</div><div><b>Date:</b> 20 October 2025</div><br>Three articles are open.</blockquote>",
        "<div><b>From:</b> Omar Saleh<br><b>Sent:</b> Monday, October 20, 2025<br><b>Subject:</b> Draft<br></div>"
        "<p>Three articles are open.</p>",
    ],
)
def test_what_an_html_mail_quotes_or_forwards(markup: str) -> None:
    message = _mail()
    message.set_content(f"<p>Please run this.</p>{markup}", subtype="html")
    first, second = results("mail.eml", message.as_bytes())
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.text, second.text) == ("Please run this.", "Three articles are open.")
    assert (second.publisher, second.published) == ("Omar Saleh", date(2025, 10, 20))


def test_a_forward_without_a_word_of_the_senders_is_the_forwarded_message_alone() -> None:
    block = "From: Omar Saleh <omar@wire.example>\nDate: 20 Oct 2025\nSubject: Draft\n\nThree articles are open.\n"
    assert document("mail.eml", _mail(block).as_bytes()).publisher == "Omar Saleh"


@pytest.mark.parametrize(
    "text",
    [
        "From: what I heard\nthe talks go on.",
        "> Quoted from nobody.\n\nWho said so?",
        "He then wrote:\n> Not yet.",
        "The council met and wrote down the names:\n> Arish\n> Taba",
    ],
)
def test_other_colons_and_quoted_lines_stay_in_the_text(text: str) -> None:
    assert document("mail.eml", _mail(text).as_bytes()).publisher == "Gulf Wire"


@pytest.mark.parametrize(
    "more", ["", " Open https://lists.example/letters/view?id=12 in a browser to see what we wrote." * 3]
)
def test_the_html_part_is_the_letter_where_the_plain_one_is_a_placeholder(more: str) -> None:
    message = _mail(f"Your mail program cannot show this.{more}")
    message.add_alternative(f"<p>{ENGLISH}</p><p>She said <q>not yet</q>.</p>", subtype="html")
    assert document("mail.eml", message.as_bytes()).text == f"{ENGLISH}\n\nShe said “not yet”."
    message = _mail(ENGLISH)
    message.add_alternative(f"<p>{ENGLISH}</p><p>Unsubscribe</p>", subtype="html")
    assert document("mail.eml", message.as_bytes()).text == ENGLISH


def test_flowed_lines_may_be_joined_without_a_space() -> None:
    message = _mail("The dele \ngates met, and the  \nferry sails.\n")
    message.set_param("format", "flowed")
    message.set_param("delsp", "yes")
    assert document("mail.eml", message.as_bytes()).text == "The delegates met, and the ferry sails."


def test_messages_inside_messages_end() -> None:
    block = "From: A <a@x.example>\nDate: 20 Oct 2025\nSubject: Draft\n\nWords.\n"
    assert 2 <= len(results("mail.eml", _mail(block * 300).as_bytes())) <= 30


_LINES = (
    "Words of the sender.",
    "I forwarded this. Words of the sender.",
    "> Quoted words.",
    ">> Older words.",
    "",
    "On 4 May 2025 at 9:12, Omar Saleh wrote:",
    "From: A B <a@b.example>",
    "Date: 4 May 2025",
    "Subject: Draft",
    "-----Original Message-----",
    "He wrote:",
    "> From: C D",
    "> Date: 5 May 2025",
    "> Subject: X",
)


@given(st.lists(st.sampled_from(_LINES), max_size=12))
def test_no_words_of_a_mail_are_lost(lines: list[str]) -> None:
    parts = list(mail_parts("\n".join(lines)))
    kept = Counter(re.findall(r"\w+", " ".join(part.text for part in parts)))
    for words in ("Words of the sender.", "Quoted words.", "Older words."):
        whole = sum(line.lstrip("> ").endswith(words) for line in lines)
        assert kept[words.split()[0]] >= whole
