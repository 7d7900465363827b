"""The one tree of errors. Each message is a sentence that says what is wrong and what to do next.

DragomanError
├── InputError                the user's input cannot be used (exit code 2)
│   ├── UnreadableSource      a file, archive member, URL or feed that gives no text
│   │   └── SkippedLink       a link in a folder that leads out of it; left out, which is no failure
│   ├── QuestionError         a question or query that cannot be searched for
│   ├── TooMuchWork           a request that needs more computing than one may use
│   └── UnknownDocument       no document has this id
├── HomeError                 the home directory cannot be used as it is (exit code 2)
│   ├── FingerprintMismatch   made with another encoder, segmenter or schema
│   ├── HomeBusy              another process is writing to it
│   ├── HomeFull              its disk is full
│   └── HomeReadOnly          it may be read, but not written to
├── ServerBusy                too much is waiting here already (HTTP status 503)
├── NotAllowed                this server does not allow its visitors to do that (exit code 2)
├── MissingExtra              an optional part is not installed (exit code 2)
├── ModelFailed               a language model gave no answer; the quoting answer is given instead
└── CorruptIndex              the index contradicts itself (exit code 1)
    └── DamagedRow            one row of the catalogue cannot be read
"""


class DragomanError(Exception):
    """Anything that Dragoman can explain; everything else is a bug."""


class InputError(DragomanError):
    """The user's input cannot be used."""


class UnreadableSource(InputError):
    """A source gives no text. `source` names it as the user would: a path, a member of an archive, a URL."""

    def __init__(self, source: str, reason: str) -> None:
        """`reason` is a sentence without the source's name: what is wrong and what to do next."""
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type["UnreadableSource"], tuple[str, str]]:
        """Pickle by the two arguments: files are read in another process."""
        return type(self), (self.source, self.reason)


class SkippedLink(UnreadableSource):
    """A link in a folder that leads out of it. It was left out on purpose, so it does not count as a failure."""


class QuestionError(InputError):
    """A question or query that cannot be searched for."""


class TooMuchWork(InputError):
    """A request that needs more computing than one may use."""


class UnknownDocument(InputError):
    """No document has this id."""


class UnknownDocumentSet(InputError):
    """No document set has this name."""


class DocumentSetFixed(InputError):
    """A document set cannot be changed in this way: it is built in, or another one has the name."""


class HomeError(DragomanError):
    """The home directory cannot be used as it is."""


class FingerprintMismatch(HomeError):
    """The index was made with another encoder, segmenter or schema."""


class HomeBusy(HomeError):
    """Another process is writing to the home directory."""


class HomeFull(HomeError):
    """The disk of the home directory is full. What was stored before is kept."""


class HomeReadOnly(HomeError):
    """The home directory may be read, but not written to."""


class ServerBusy(DragomanError):
    """Too much is waiting here already."""


class NotAllowed(DragomanError):
    """This server does not allow its visitors to do that; `api.access` decides."""


class MissingExtra(DragomanError):
    """An optional part is not installed."""


class ModelFailed(DragomanError):
    """A language model gave no answer. The message is in our own words, since a server's may contain a key."""


class CorruptIndex(DragomanError):
    """The index contradicts itself; `dragoman index verify` says where."""


class DamagedRow(CorruptIndex):
    """One row of the home's tables cannot be read. `what` names it, `fault` says what is wrong with it."""

    def __init__(self, what: str, fault: str, remedy: str = "run 'dragoman index repair'") -> None:
        """`fault` and `remedy` are parts of a sentence: "its marks are not JSON"."""
        super().__init__(f"{what} is damaged ({fault}); {remedy}")
        self.what = what
        self.fault = fault
