"""Files and folders: what is read, what is skipped, and what is refused."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.errors import SkippedLink, UnreadableSource
from dragoman.corpus.readers import read, read_one, sources
from dragoman.corpus.readers.file_types import KINDS
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import ENGLISH, check, document, pdf, reason, reason_of, results


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of reports, other files, and links in a circle."""
    files = {
        "b.txt": ENGLISH,
        "a.md": ENGLISH,
        "sub/c.txt": ENGLISH,
        "empty.txt": "",
        "old.doc": "x",
        "script.py": "x",
        "README": "x",
        ".DS_Store": "x",
        ".git/d.txt": "x",
        "beir/corpus.jsonl": '{"_id": "1", "text": "A report"}',
        "beir/queries.jsonl": '{"_id": "1", "text": "A question"}',
        "beir/qrels/test.tsv": "id\ttext\n1\tx\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
    (tmp_path / "sub" / "circle").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    return tmp_path


def test_a_folder_is_read_in_order_and_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    found = list(read(folder))
    documents = [one.key for one in found if isinstance(one, Document)]
    errors = [str(one) for one in found if isinstance(one, UnreadableSource)]
    assert [key.removeprefix(f"{folder.resolve().as_posix()}/") for key in documents] == [
        "a.md",
        "b.txt",
        "beir/corpus.jsonl#1",
        "sub/c.txt",
    ]
    assert [error.removeprefix(f"{folder}/").split(";")[0] for error in errors] == [
        "empty.txt: is empty",
        "gone.txt: does not exist",
        "old.doc: is an old or foreign word-processor file",
    ]


def test_the_sources_are_known_beforehand(folder: Path) -> None:
    listed = sources(str(folder))
    assert [str(Path(one).relative_to(folder)) for one in listed] == [
        "a.md",
        "b.txt",
        "beir/corpus.jsonl",
        "empty.txt",
        "gone.txt",
        "old.doc",
        "sub/c.txt",
    ]
    assert [found for one in listed for found in read_one(one) if isinstance(found, Document)]


def test_a_link_gives_the_key_of_what_it_leads_to(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "b.txt")
    [found] = read(folder / "link.txt")
    assert isinstance(found, Document)
    assert found.key == (folder / "b.txt").resolve().as_posix()


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Make a folder with links in it, out of it, to nothing and in circles."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    for folder in (outside / "deep", inside / "sub"):
        folder.mkdir(parents=True)
    (outside / "secret.txt").write_text("A secret report.")
    (outside / "deep" / "more.txt").write_text("More of it.")
    (outside / "back").symlink_to(outside)
    (inside / "own.txt").write_text("An open report.")
    (inside / "sub" / "again.txt").symlink_to(inside / "own.txt")
    (inside / "sub" / "up").symlink_to(inside)
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "out.png").symlink_to(outside / "secret.txt")
    (inside / "elsewhere").symlink_to(outside)
    (inside / "passwords.txt").symlink_to("/etc/passwd")
    return inside


def test_links_out_of_a_folder_are_left_out_and_named(linked: Path) -> None:
    found = list(read(linked))
    assert {one.text for one in found if isinstance(one, Document)} == {"An open report."}
    left_out = [one for one in found if isinstance(one, UnreadableSource)]
    assert all(isinstance(one, SkippedLink) for one in left_out)
    assert {Path(one.source).name for one in left_out} == {"out.txt", "elsewhere", "passwords.txt"}
    assert "leads out of the folder" in left_out[0].reason


def test_links_are_followed_where_the_user_says_so(linked: Path) -> None:
    found = list(read(linked, follow_links=True))
    texts = [one.text for one in found if isinstance(one, Document)]
    assert {"An open report.", "A secret report.", "More of it."} < set(texts)
    assert texts.count("More of it.") == 1, "circles end"
    assert len(texts) == len(found)


def test_a_folder_and_a_file_may_themselves_be_links(linked: Path) -> None:
    (linked.parent / "door").symlink_to(linked)
    assert [type(one) for one in read(linked.parent / "door")].count(Document) == 2
    [named] = read(linked / "out.txt")
    assert isinstance(named, Document)


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert "does not exist" in reason_of(tmp_path / "missing.txt")
    assert "no files of a kind" in reason_of(tmp_path)
    assert "cannot be read" in reason_of(tmp_path / ("x" * 300))
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in reason_of(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert "circle" in reason_of(tmp_path / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_opened(folder: Path) -> None:
    (folder / "sub").chmod(0)
    (folder / "b.txt").chmod(0)
    assert "permissions" in reason_of(folder / "b.txt")
    assert sum("permissions" in str(one) for one in read(folder)) == 2
    (folder / "sub").chmod(0o700)


@pytest.mark.parametrize("address", ["ftp://a.example/x.txt", "file:///etc/passwd"])
def test_other_addresses_are_refused(address: str) -> None:
    assert "http" in reason_of(address)


@pytest.mark.parametrize("name", ["a.png", "a.py", "a.xlsx"])
def test_what_holds_no_report_is_refused_when_it_is_named(name: str) -> None:
    assert "holds no report" in reason(name, "words")


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        (
            "report.txt",
            pdf(["A PDF in disguise", *[ENGLISH.translate({8220: None, 8221: None, 8211: None})] * 3]),
            "A PDF in disguise",
        ),
        ("report", f"---\ntitle: Front\n---\n{ENGLISH}".encode(), "Front"),
        ("report.tmp", f"<!DOCTYPE html><title>Page</title><p>{ENGLISH}".encode(), "Page"),
        ("report", b"WEBVTT - Briefing\n\n00:01.000 --> 00:02.000\nWords\n", "Briefing"),
        ("report.dat", f"Subject: Mail\nFrom: a@b.example\nMIME-Version: 1.0\n\n{ENGLISH}".encode(), "Mail"),
        ("report", b'{"title": "Row", "text": "words"}\n', "Row"),
        ("some-report", ENGLISH.encode(), "Some report"),
    ],
)
def test_the_content_tells_the_kind_where_the_suffix_does_not(name: str, data: bytes, title: str) -> None:
    assert document(name, data).title == title


@given(st.sampled_from(sorted(KINDS)), st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_give_documents_or_errors(suffix: str, data: bytes) -> None:
    for found in results(f"a{suffix}", data):
        check(found)


FRAGMENTS = [
    *["WEBVTT\n\n", "00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n", "<v A>", ">> ", "NAME: ", "- "],
    *[
        "---\n",
        "title: x\n",
        "a: [",
        "- *",
        "# ",
        "![](",
        "<b",
        "<script>",
        "</",
        "<table><tr>",
        "&amp;",
        "<!--",
        "<![x[",
    ],
    *[
        "Subject: x\n",
        "From: <",
        "Content-Type: multipart/mixed; boundary=b\n",
        "--b\n",
        "=?utf-8?q?",
        "MIME-Version: 1.0\n",
    ],
    *[
        '{"text": "w"}',
        '{"',
        "text,id\n",
        '"',
        ",",
        "\t",
        "\n",
        "\n\n",
        "words ",
        "كلمات ",
        "\u0301",
        "\ufeff",
        "\ud7ff",
        "か゛",
    ],
]


@given(st.sampled_from(sorted(KINDS)), st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_any_markup_gives_documents_or_errors(suffix: str, text: str) -> None:
    for found in results(f"a{suffix}", text.encode()):
        check(found)
