"""Checking over HTTP: quotations, drafts, claims, and who said what."""

import io
from typing import Any

import httpx
import pytest
from docx import Document

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.assistant.contract import drafts, quotes, support, timeline
from dragoman.web.server import running
from tests.api.test_ask import hold, posted

WORDS = "Fatah was not present at that gathering"
DRAFT = f"# A draft\n\n“{WORDS},” said Abdel Fattah Dawla.\n\n“Fatah was present at that gathering,” he said.\n"


def test_a_quotation(http: httpx.Client) -> None:
    found = posted(http, "/api/quote", {"id": 1, "quote": WORDS, "speaker": "Abdel Fattah Dawla"})
    quotes.QuoteReply.model_validate(found)
    assert (found["id"], found["verdict"], found["speaker"]["verdict"]) == (1, "verbatim", "confirmed")
    hold(http, *found["places"], found["earliest"])


def test_a_changed_quotation(http: httpx.Client) -> None:
    found = posted(http, "/api/quote", {"quote": "Fatah was present at that gathering", "said_on": "2025-10-24"})
    quotes.QuoteReply.model_validate(found)
    assert found["verdict"] == "altered"
    assert "negation" in found["flags"]
    lacking = posted(http, "/api/quote", {"quote": "the moon is made of green cheese and nothing else"})
    quotes.QuoteReply.model_validate(lacking)
    assert lacking["verdict"] == "not_found"


def test_a_draft_as_text(http: httpx.Client) -> None:
    found = posted(http, "/api/draft", {"id": "d", "text": DRAFT})
    drafts.DraftReply.model_validate(found)
    assert (found["id"], found["draft"], found["passes"], found["unit"]) == ("d", "draft", False, "line")
    assert [(one["line"], one["verdict"]) for one in found["quotations"]] == [(3, "verbatim"), (5, "altered")]
    assert posted(http, "/api/draft", {"text": f"<p>“{WORDS}”</p>", "format": "html", "name": "x"})["passes"]
    assert not posted(http, "/api/draft", {"text": "Nothing is quoted."})["quotations"]


def docx_of(text: str) -> bytes:
    document = Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "unit"),
    [
        ("draft.md", DRAFT.encode(), "line"),
        ("C:\\notes\\draft.txt", DRAFT.encode("utf-16"), "line"),
        ("draft.docx", docx_of(DRAFT), "paragraph"),
    ],
)
def test_a_draft_as_a_file(http: httpx.Client, name: str, data: bytes, unit: str) -> None:
    response = http.post("/api/draft", files={"file": (name, data)})
    found = response.json()
    drafts.DraftReply.model_validate(found)
    assert found["unit"] == unit
    assert found["draft"] == name.rpartition("\\")[2]
    assert [one["verdict"] for one in found["quotations"]] == ["verbatim", "altered"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"other": ("draft.md", b"x")}, "no file under 'file'"),
        ({"file": ("draft.pdf", b"%PDF-1.4")}, "save it as one of these"),
        ({"file": ("draft.docx", b"no zip")}, "draft.docx"),
        ({"file": ("draft.md", docx_of(DRAFT))}, "draft.md is not text"),
        ([("file", ("a.md", b"x")), ("file", ("b.md", b"x"))], "one draft at a time"),
    ],
)
def test_drafts_that_cannot_be_read(http: httpx.Client, files: Any, told: str) -> None:
    response = http.post("/api/draft", files=files)
    assert response.status_code == 422
    assert told in response.json()["error"]["message"]


def test_what_a_house_allows_in_a_draft(http: httpx.Client) -> None:
    text = f"“{WORDS},” said Marco Rubio.\n" + "\nNothing more is told." * 1_200  # in a process of its own, too
    for draft in (text[:200], text):
        refused = posted(http, "/api/draft", {"text": draft})
        assert [one["faults"] for one in refused["quotations"]] == [["misattributed"]] and not refused["passes"]
        assert "Abdel Fattah Dawla says this in" in " ".join(refused["quotations"][0]["reasons"])
        assert posted(http, "/api/draft", {"text": draft, "allow": ["misattributed"]})["passes"]
    file = {"file": ("draft.md", text[:200].encode())}
    for given in ("misattributed", "narration, misattributed"):
        assert http.post("/api/draft", files=file, data={"allow": given}).json()["passes"]
    for wrong, told in (
        ({"allow": "everything"}, "'reported', 'narration' or 'misattributed'"),
        ({"strict": "2"}, "strict"),
        ({"strict": "1"}, "strict"),
    ):
        unknown = http.post("/api/draft", files=file, data=wrong)
        assert unknown.status_code == 422 and told in unknown.json()["error"]["message"]


@pytest.mark.parametrize("strict", [True, False])
def test_a_draft_is_checked_letter_by_letter(http: httpx.Client, strict: bool) -> None:
    text = f"“{WORDS.upper()},” said Abdel Fattah Dawla."
    expected = "altered" if strict else "verbatim"
    assert posted(http, "/api/draft", {"text": text, "strict": strict})["quotations"][0]["verdict"] == expected
    sent = http.post("/api/draft", files={"file": ("a.txt", text.encode())}, data={"strict": str(strict).lower()})
    assert sent.json()["quotations"][0]["verdict"] == expected


def test_the_openapi_document_names_the_rules_of_a_house_in_the_form(http: httpx.Client) -> None:
    paths = http.get("/api/openapi.json").json()["paths"]
    for path in ("/api/draft", "/api/drafts"):
        for content in paths[path]["post"]["requestBody"]["content"].values():
            assert {"allow", "strict"} <= set(content["schema"]["properties"])


def test_support(http: httpx.Client) -> None:
    evidence = ["The court met on 3 May. It freed 12 prisoners in Cairo."]
    found = posted(http, "/api/support", {"id": 1, "claim": "It freed 12 prisoners in Cairo.", "evidence": evidence})
    support.SupportReply.model_validate(found)
    assert found["verdict"] == "supported"
    where = found["evidence"]
    assert evidence[where["index"]][where["start"] : where["end"]] == where["text"]
    place = posted(http, "/api/quote", {"quote": WORDS})["places"][0]
    of = posted(http, "/api/support", {"claim": "Fatah was present.", "document": place["document_id"]})
    support.SupportReply.model_validate(of)
    assert of["verdict"] != "supported"
    both = posted(http, "/api/support", {"claim": "x y", "evidence": ["a"], "document": "b"}, 404)
    assert "no document" in both["error"]["message"]
    neither = posted(http, "/api/support", {"id": 9, "claim": "x y"}, 422)
    assert neither["id"] == 9 and "either" in neither["error"]["message"]
    posted(http, "/api/support", {"claim": "x y", "evidence": []})


def test_said(http: httpx.Client) -> None:
    found = posted(http, "/api/said", {"id": 2, "speaker": "Netanyahu", "about": "Turkish troops", "limit": 3})
    timeline.SaidReply.model_validate(found)
    assert found["id"] == 2 and 1 <= len(found["utterances"]) <= 3
    hold(http, *found["utterances"])
    by_address = http.get("/api/said", params={"speaker": "Netanyahu", "about": "Turkish troops", "limit": 3}).json()
    assert by_address["utterances"] == found["utterances"]
    assert {one["kind"] for one in http.get("/api/said?kind=indirect").json()["utterances"]} == {"indirect"}


def test_said_among_some_documents(http: httpx.Client) -> None:
    everything = http.get("/api/said?limit=1000").json()["utterances"]
    chosen = everything[0]["document_id"]
    only = http.get("/api/said", params={"documents": chosen, "limit": 1000}).json()["utterances"]
    assert only == [one for one in everything if one["document_id"] == chosen]
    assert posted(http, "/api/said", {"documents": [chosen], "limit": 1000})["utterances"] == only
    assert http.get("/api/said?set=briefs&language=en&limit=1000").json()["utterances"] == everything
    assert http.get("/api/said?set=added").json()["utterances"] == []
    assert http.get("/api/said?language=ar").json()["utterances"] == []
    assert http.get("/api/said?set=nowhere").status_code == 404


def test_a_server_that_is_open_to_others_tells_nothing_of_its_folders(dragoman: Dragoman) -> None:
    body = {"quote": "the moon is made of green cheese and nothing else"}
    for local in (True, False):
        with running(application(dragoman, Access(editing=False, local=local))) as address:
            told = httpx.post(f"{address}/api/quote", json=body).text
            checked = httpx.post(f"{address}/api/draft", json={"text": f"“{body['quote']}”"}).text
        assert (str(dragoman.path) in told) == (str(dragoman.path) in checked) == local
        assert dragoman.path.name in told
