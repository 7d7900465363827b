"""Uploaded files: what becomes of their names and bytes, on a real disk."""

import io
import stat
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.assistant.library.sources import Link, Upload, read
from dragoman.assistant.library.uploads import LONGEST_NAME, LONGEST_PART, Uploads, safe_name
from dragoman.corpus.errors import HomeFull, InputError, UnreadableSource
from dragoman.corpus.sandbox.sandbox import run_here
from dragoman.corpus.types import Document

ROOT = Path(__file__).parents[3]
WORDS = "The delegations met in Cairo on Monday. They will meet again."
PARTS = st.text(max_size=30) | st.sampled_from(["..", ".", "", "C:", "~", ".git", "a" * 300, "x\u202e", "\x00", "CON"])
NAMES = st.lists(PARTS, max_size=6).map("/".join) | st.lists(PARTS, max_size=6).map("\\".join) | st.text()


@pytest.fixture
def kept(tmp_path: Path):
    with Uploads(tmp_path) as made:
        yield made


def test_a_full_disk_is_named_and_nothing_of_the_upload_stays(kept: Uploads) -> None:
    resource = pytest.importorskip("resource")  # not on Windows
    first = keep(kept, "first.md")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, before[1]))
    try:
        with pytest.raises(HomeFull, match="bytes are free"):
            kept.keep_all([("a.md", io.BytesIO(WORDS.encode())), ("b.md", io.BytesIO(WORDS.encode() * 10_000))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert kept.stored() == (first.path,)


def keep(kept: Uploads, name: str, words: str = WORDS) -> Upload:
    return kept.keep(name, io.BytesIO(words.encode()))


@given(NAMES)
@example("../../etc/passwd")
@example("C:\\Users\\me\\report.md")
@example("/abs/report.md")
@example("a/../../b.md")
@example("%2e%2e/x.md")
def test_a_name_is_made_safe_or_refused(name: str) -> None:
    try:
        shown = safe_name(name)
    except UnreadableSource:
        return
    parts = shown.split("/")
    assert 0 < len(shown) <= LONGEST_NAME
    assert all(part.strip(" .") and len(part) <= LONGEST_PART and not part.startswith(".") for part in parts)
    assert not Path(shown).is_absolute() and "\\" not in shown
    assert not any(unicodedata.category(sign).startswith("C") for sign in shown if sign not in "\u200c\u200d")
    assert unicodedata.is_normalized("NFC", shown)
    assert safe_name(shown) == shown


@given(NAMES)
def test_on_disk_a_name_is_none_of_the_clients(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    home = tmp_path_factory.mktemp("home")
    with Uploads(home) as kept:
        try:
            upload = keep(kept, name)
        except InputError:
            return
        assert upload.path.parent.parent == home / "uploads"
        assert set(upload.path.name) <= set("0123456789abcdef")
        assert upload.path.read_bytes() == WORDS.encode()
    assert not upload.path.exists()


@pytest.mark.parametrize(
    "name", ["", "..", "/", "a/..", ".profile", "x/.ssh/key.txt", "~$draft.docx", "a" * 300 + ".md"]
)
def test_names_that_are_refused(kept: Uploads, name: str) -> None:
    with pytest.raises(UnreadableSource):
        keep(kept, name)


def test_a_document_is_called_and_known_by_its_upload(kept: Uploads) -> None:
    (found,) = read(keep(kept, "Talks\\Day 1!.txt"), run_here)
    assert isinstance(found, Document)
    assert (found.title, found.key) == ("Day 1!", "upload:Talks/Day 1!.txt")
    (again,) = read(keep(kept, "Talks/Day 1!.txt", WORDS + " Or not."), run_here)
    assert isinstance(again, Document)
    assert again.key == found.key and again.id != found.id
    assert str(kept.keep("x.md", io.BytesIO(b"a")).path) not in repr(found)


def test_an_archive_is_read_as_it_is(kept: Uploads) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("day 1/notes.txt", WORDS)
        archive.writestr("../../evil.txt", WORDS + " Indeed.")
    packed.seek(0)
    found = list(read(kept.keep("talks.zip", packed), run_here))
    assert {one.key for one in found if isinstance(one, Document)} == {
        "upload:talks.zip!day 1/notes.txt",
        "upload:talks.zip!../../evil.txt",
    }


@pytest.mark.parametrize(
    ("name", "reason"), [("a.png", "holds no report"), ("a.doc", "save it as .docx"), ("a.exe", "holds no report")]
)
def test_kinds_that_are_not_read_are_refused_before_they_are_stored(kept: Uploads, name: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        kept.keep(name, io.BytesIO(b"\x89PNG"))
    assert not list(kept.stored())


def test_what_is_empty_says_so(kept: Uploads) -> None:
    (found,) = read(keep(kept, "nothing.txt", ""), run_here)
    assert "is empty" in str(found)


def test_only_the_owner_may_look(kept: Uploads) -> None:
    upload = keep(kept, "secret.md")
    assert stat.S_IMODE(upload.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(upload.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(upload.path.parent.parent.stat().st_mode) == 0o700


class Endless(io.RawIOBase):
    """A client that never stops sending."""

    def __init__(self, most: int) -> None:
        self.left = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.left -= size
        if self.left < 0:
            raise AssertionError("it should not be read so far")
        return b"a" * size


def test_too_much_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with Uploads(tmp_path, largest=3 * 2**20, together=5 * 2**20) as kept:
        with pytest.raises(UnreadableSource, match="larger than 3 MB"):
            kept.keep("long.txt", Endless(6 * 2**20))  # type: ignore[arg-type]
        assert not kept.stored()
        first = kept.keep("a.txt", io.BytesIO(b"a" * 2**21))
        kept.keep("b.txt", io.BytesIO(b"b" * 2**21))
        with pytest.raises(InputError, match="wait to be read"):
            kept.keep("c.txt", io.BytesIO(b"c" * 2**21))
        kept.discard(first)
        kept.discard(first)
        kept.keep("c.txt", io.BytesIO(b"c" * 2**21))
        assert len(kept.stored()) == 2


LEFT = """
import io, os, sys
from pathlib import Path
from dragoman.assistant.library.uploads import LONGEST_NAME, LONGEST_PART, Uploads, safe_name
kept = Uploads(Path(sys.argv[1]))
print(kept.keep("a.md", io.BytesIO(b"words")).path, flush=True)
sys.stdin.read()
os._exit(9)
"""


def test_what_a_killed_process_left_is_cleared_away_but_not_what_another_uses(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LEFT, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    left = Path(process.stdout.readline().strip())
    with Uploads(tmp_path) as kept:
        mine = keep(kept, "mine.md")
        assert left.is_file()
        process.communicate("")
        Uploads(tmp_path).close()
        assert not left.parent.exists()
        assert mine.path.is_file()
    assert not any((tmp_path / "uploads").iterdir())


def test_a_lock_whose_process_was_killed_before_it_made_its_folder_is_removed(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "0123456789abcdef.lock").touch()
    Uploads(tmp_path).close()
    assert not any((tmp_path / "uploads").iterdir())


@pytest.mark.parametrize(
    ("typed", "url"),
    [("example.org/feed", "https://example.org/feed"), (" http://example.org ", "http://example.org")],
)
def test_addresses_as_people_type_them(typed: str, url: str) -> None:
    assert Link.of(typed) == Link(url)


@pytest.mark.parametrize(
    "typed", ["", "file:///etc/passwd", "ftp://a.example", "javascript://a/%0aalert(1)", "http://", "http://[", "a b"]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(InputError, match="http or https"):
        Link.of(typed)


def test_a_visitors_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(InputError, match="with a password") as caught:
        Link.of("user:secret@gulf.example/1")
    assert "secret" not in str(caught.value)


def test_an_address_of_this_machine_is_not_fetched() -> None:
    (found,) = read(Link.of("http://localhost:9/"), run_here)
    assert "leads to this machine" in str(found)
