"""Answering with a language model, by sentence ids: it is shown numbered evidence and names what each claim rests on.

Nothing that it writes is taken on trust: each claim is checked against the sentences it names before it is shown as
supported, and quotations are cut from the documents. Whatever goes wrong, the answer quotes instead and says why. If not a
single claim can be supported, that too is such a case.
"""

import json
import re
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace

from ...corpus.clean import one_line
from ...corpus.errors import DragomanError, InputError, ModelFailed
from ...corpus.language.terms import content_terms
from ...index.retrieval.search import EvidenceSentence
from ..runtime.cancellation import Stop
from ..runtime.tracing import spanned
from ..settings import Settings
from ..types import Call, Checked, Claim, Trace, Turn, Written
from ..verification.judge import Judge
from . import prompt
from .claim_check import Checker
from .client import Line, Reply
from .llm_judge import BoundJudge, Bounds, ModelJudge
from .model_factory import attempts, chat_model, context_window
from .model_name import Named
from .quoted_words import unquoted
from .reply_parser import Raw, Reader
from .sanitise import plain

CONDENSING = 15.0
"""Seconds at most, and a third of the time limit at most, for making a follow-up question stand alone."""

_LONGEST_QUESTION = 400
_NO_CLAIMS = re.compile(r'"claims"\s*:\s*\[\s*\]')


class Writer:
    """Writes answers with one model; threads may share it. The model is loaded when it is first needed."""

    def __init__(self, named: Named, settings: Settings, judge: Judge) -> None:
        """`judge` decides what is supported."""
        self.named = named
        self.settings = settings
        self.judge = judge
        self._lock = threading.Lock()
        self._line: tuple[Line, int] | None = None

    def begin(self, stop: Stop | None = None) -> "Writing":
        """For one answer; pressing `stop` ends it."""
        if self._line is None:
            self.warm()
        return Writing(self, stop or Stop())

    def warm(self) -> None:
        """Load the model's library beside what else has to be done; it takes seconds. What fails then fails again later."""

        def load() -> None:
            with suppress(DragomanError):
                self.line()

        threading.Thread(target=load, name="dragoman-warm", daemon=True).start()

    def line(self) -> tuple[Line, int]:
        """The line to the model, and how many tokens fit into its context window.

        Raises:
            MissingExtra: its library is not installed.
            InputError: there is no such provider.
            ModelFailed: its library refuses to make it.
        """
        with self._lock:
            if self._line is None:
                model = chat_model(self.named, self.settings)
                self._line = Line(self.named, model), context_window(model, self.settings)
            return self._line


class Writing:
    """What a model does for one answer, within one time limit; `trace` tells afterwards."""

    def __init__(self, writer: Writer, stop: Stop) -> None:
        self._writer = writer
        self._stop = stop
        self._deadline = time.perf_counter() + writer.settings.model_seconds
        self._calls: list[Call] = []
        self._fallback: str | None = None

    @property
    def trace(self) -> Trace:
        """What was asked, what came, and why the answer quotes where it does."""
        return Trace(self._writer.named.label, prompt.VERSION, tuple(self._calls), self._fallback)

    def follow_up(self, question: str, history: Sequence[Turn]) -> str | None:
        """The question so that it stands alone, or `None` where the model does not manage that.

        A question with words that are in none of the turns is not taken: it would search for what nobody asked.
        """
        limit = min(CONDENSING, self._writer.settings.model_seconds / 3)
        messages = prompt.condensing(question, history)
        try:
            line, _ = self._line()
            reply = line.ask("condense", messages, limit, attempts(line.named, None), self._stop)
            text = "".join(self._read(reply))
        except ModelFailed as error:
            if not self._calls or self._calls[-1].seconds < 0.9 * limit:
                self._fallback = str(error)  # a model that is only slow is given the rest of the time to write
            return None
        return standing_alone(text, question, history)

    def write(
        self, question: str, evidence: Sequence[EvidenceSentence]
    ) -> Generator[Written | Checked, None, tuple[Claim, ...]]:
        """Events as the model writes and as claims are checked; returns the claims, none where the answer must quote."""
        if self._fallback is not None:
            return ()
        try:
            claims = yield from self._written(question, evidence)
        except ModelFailed as error:
            self._fallback = str(error)
            return ()
        if not any(claim.verdict == "supported" for claim in claims):
            self._fallback = self._fallback or "the reports support nothing that the model wrote"
            return ()
        return claims if self._writer.settings.unsupported == "show" else _supported(claims)

    def _written(
        self, question: str, evidence: Sequence[EvidenceSentence]
    ) -> Generator[Written | Checked, None, tuple[Claim, ...]]:
        line, window = self._line()
        shown = prompt.fitted(evidence, question, window)
        if not shown:
            raise ModelFailed(f"no sentence of the evidence can be shown to a model with room for {window:,} tokens")
        reader, checker = Reader(), Checker(self._judge(), shown)
        claims: list[Claim] = []
        place = 0
        draft = ""

        def checked(raw: Raw) -> Checked:
            nonlocal place, draft
            with spanned("dragoman.check"):
                try:
                    claim = checker.check(raw)
                except InputError as error:
                    raise ModelFailed(f"what the model wrote cannot be checked: {error}") from error
            if claim is not None:
                claims.append(claim)
            hidden = claim is None or (claim.verdict != "supported" and self._writer.settings.unsupported == "drop")
            event = Checked(place, None if hidden else claim)
            place, draft = place + 1, ""
            return event

        reply = line.ask(
            "write", prompt.writing(question, shown), self._left(), attempts(line.named, prompt.SCHEMA), self._stop
        )
        with closing(self._read(reply)) as pieces:
            for piece in pieces:
                for raw in reader.feed(piece):
                    yield checked(raw)
                if (words := unquoted(plain(reader.draft).text)) != draft:
                    draft = words
                    yield Written(place, words)
        for raw in reader.end():
            yield checked(raw)
        self._judge_end(reply, reader, len(claims))
        return tuple(claims)

    def _judge_end(self, reply: Reply, reader: Reader, claims: int) -> None:
        """Whether the reply came to its end; where it has no claims, whether the model said so."""
        if reply.finish is None and self._writer.named.provider == "openai":  # its protocol always gives a reason
            raise ModelFailed("the connection broke before the model had finished")
        if not reader.whole and reply.finish not in ("length", "max_tokens"):
            raise ModelFailed("the model's reply ends in the middle")
        if not claims:
            text = reply.call.reply.strip()
            if not text:
                raise ModelFailed("the model returned an empty text")
            empty = _NO_CLAIMS.search(text)
            self._fallback = (
                "the model found no answer in the sentences" if empty else "the model ignored the form asked for"
            )

    def _line(self) -> tuple[Line, int]:
        return self._writer.line()

    def _judge(self) -> Judge:
        """The judge; where it is a model too, within this answer's time, stop and trace."""
        judge = self._writer.judge
        if not isinstance(judge, ModelJudge):
            return judge
        return BoundJudge(judge, Bounds(lambda: self._deadline - time.perf_counter(), self._stop, self._calls.append))

    def _left(self) -> float:
        return max(self._deadline - time.perf_counter(), 0.01)

    def _read(self, reply: Reply) -> Generator[str, None, None]:
        """The pieces of a reply; however it ends, the call is noted."""
        name = f"chat {self._writer.named.name}"
        try:
            with spanned(
                name, {"gen_ai.operation.name": "chat", "gen_ai.request.model": self._writer.named.name}
            ) as note:
                yield from reply
                note("gen_ai.usage.input_tokens", reply.call.tokens_in)
                note("gen_ai.usage.output_tokens", reply.call.tokens_out)
        finally:
            self._calls.append(reply.call)


def _supported(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The supported claims; their citations are numbered anew, from 1."""
    return renumbered([claim for claim in claims if claim.verdict == "supported"])


def renumbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with markers from 1 in the order in which they appear; a sentence cited twice keeps its marker."""
    numbers: dict[int, int] = {}
    for claim in claims:
        for citation in claim.citations:
            numbers.setdefault(citation.marker, len(numbers) + 1)
    return tuple(
        replace(claim, citations=tuple(replace(one, marker=numbers[one.marker]) for one in claim.citations))
        for claim in claims
    )


def standing_alone(reply: str, question: str, history: Sequence[Turn]) -> str | None:
    """The question that a model made of a follow-up, if it is one: short, and in words of the conversation only."""
    text = reply.strip().strip("`").strip()
    if text.startswith("{"):
        try:
            held = json.loads(text)
        except ValueError:
            return None
        found = held.get("question") if isinstance(held, dict) else None
        text = found if isinstance(found, str) else ""
    text = one_line(text).strip("\"“”'")
    made = plain(text)
    if made.address or not text or len(text) > _LONGEST_QUESTION:
        return None
    said = {term for turn in history for term in content_terms(turn.content)} | set(content_terms(question))
    return text if content_terms(text) and set(content_terms(text)) <= said else None
