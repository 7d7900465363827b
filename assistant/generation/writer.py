"""Answer with a language model: it is shown numbered evidence, and gives for each claim the ids of the sentences it uses.

Nothing that the model writes is trusted. Before a claim is shown as supported, it is checked against the sentences it
names, and against the others that were shown if these do not support it. Quotations are cut from the documents. If anything
fails, or if no claim is supported, the answer quotes the documents instead and says why.
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
from .claim_check import ClaimChecker
from .client import ModelClient, Reply
from .llm_judge import JudgeLimits, LimitedJudge, ModelJudge
from .model_factory import attempts, chat_model, context_window
from .model_name import ModelName
from .quoted_words import unquoted
from .reply_parser import RawClaim, ReplyParser
from .sanitise import sanitise

CONDENSING = 15.0
"""Seconds at most, and at most a third of the time limit, for rewriting a follow-up question as a standalone one."""

_LONGEST_QUESTION = 400
_NO_CLAIMS = re.compile(r'"claims"\s*:\s*\[\s*\]')


class Writer:
    """Writes answers with one model; threads may share it. The model is loaded when it is first needed."""

    def __init__(self, model_name: ModelName, settings: Settings, judge: Judge) -> None:
        """`model_name` writes, `judge` decides which claims are supported."""
        self.model_name = model_name
        self.settings = settings
        self.judge = judge
        self._lock = threading.Lock()
        self._client: tuple[ModelClient, int] | None = None

    def begin(self, stop: Stop | None = None) -> "WritingSession":
        """Start a session for one answer; pressing `stop` ends it."""
        if self._client is None:
            self.warm()
        return WritingSession(self, stop or Stop())

    def warm(self) -> None:
        """Load the model's library in the background, which takes seconds. An error is ignored: it occurs again on use."""

        def load() -> None:
            with suppress(DragomanError):
                self.client()

        threading.Thread(target=load, name="dragoman-warm", daemon=True).start()

    def client(self) -> tuple[ModelClient, int]:
        """The model's client, and how many tokens fit into its context window.

        Raises:
            MissingExtra: its library is not installed.
            InputError: there is no such provider.
            ModelFailed: its library cannot create it.
        """
        with self._lock:
            if self._client is None:
                model = chat_model(self.model_name, self.settings)
                self._client = ModelClient(self.model_name, model), context_window(model, self.settings)
            return self._client


class WritingSession:
    """The requests to a model for one answer, within one time limit; `trace` records them."""

    def __init__(self, writer: Writer, stop: Stop) -> None:
        self._writer = writer
        self._stop = stop
        self._deadline = time.perf_counter() + writer.settings.model_seconds
        self._calls: list[Call] = []
        self._fallback: str | None = None

    @property
    def trace(self) -> Trace:
        """The requests and replies, and the reason if the answer quotes instead."""
        return Trace(self._writer.model_name.label, prompt.VERSION, tuple(self._calls), self._fallback)

    def follow_up(self, question: str, history: Sequence[Turn]) -> str | None:
        """The question rewritten so that it stands alone, or `None` if the model fails to do that.

        A question with words from none of the turns is refused: it would search for something that nobody asked.
        """
        limit = min(CONDENSING, self._writer.settings.model_seconds / 3)
        messages = prompt.follow_up_messages(question, history)
        try:
            client, _ = self._client()
            reply = client.ask("condense", messages, limit, attempts(client.model_name, None), self._stop)
            text = "".join(self._read(reply))
        except ModelFailed as error:
            if not self._calls or self._calls[-1].seconds < 0.9 * limit:
                self._fallback = str(error)  # a model that is only slow may use the remaining time to write
            return None
        return standalone_question(text, question, history)

    def write(
        self, question: str, evidence: Sequence[EvidenceSentence]
    ) -> Generator[Written | Checked, None, tuple[Claim, ...]]:
        """Yield events as the model writes and claims are checked; return the claims, none if the answer has to quote."""
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
        client, window = self._client()
        shown = prompt.select_sentences(evidence, question, window)
        if not shown:
            raise ModelFailed(f"no sentence of the evidence can be shown to a model with room for {window:,} tokens")
        reader, checker = ReplyParser(), ClaimChecker(self._judge(), shown)
        claims: list[Claim] = []
        place = 0
        draft = ""

        def checked(raw: RawClaim) -> Checked:
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

        reply = client.ask(
            "write",
            prompt.answer_messages(question, shown),
            self._left(),
            attempts(client.model_name, prompt.SCHEMA),
            self._stop,
        )
        with closing(self._read(reply)) as pieces:
            for piece in pieces:
                for raw in reader.feed(piece):
                    yield checked(raw)
                if (words := unquoted(sanitise(reader.draft).text)) != draft:
                    draft = words
                    yield Written(place, words)
        for raw in reader.end():
            yield checked(raw)
        self._check_end(reply, reader, len(claims))
        return tuple(claims)

    def _check_end(self, reply: Reply, reader: ReplyParser, claims: int) -> None:
        """Check that the reply is complete; if it has no claims, note the reason as the fallback.

        Raises:
            ModelFailed: the reply is incomplete or empty.
        """
        if reply.finish is None and self._writer.model_name.provider == "openai":  # its protocol always gives a reason
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

    def _client(self) -> tuple[ModelClient, int]:
        return self._writer.client()

    def _judge(self) -> Judge:
        """The judge; a judge that is a model shares this answer's time limit, stop signal and trace."""
        judge = self._writer.judge
        if not isinstance(judge, ModelJudge):
            return judge
        return LimitedJudge(
            judge, JudgeLimits(lambda: self._deadline - time.perf_counter(), self._stop, self._calls.append)
        )

    def _left(self) -> float:
        return max(self._deadline - time.perf_counter(), 0.01)

    def _read(self, reply: Reply) -> Generator[str, None, None]:
        """The pieces of a reply; however it ends, the call is recorded."""
        name = f"chat {self._writer.model_name.name}"
        try:
            with spanned(
                name, {"gen_ai.operation.name": "chat", "gen_ai.request.model": self._writer.model_name.name}
            ) as note:
                yield from reply
                note("gen_ai.usage.input_tokens", reply.call.tokens_in)
                note("gen_ai.usage.output_tokens", reply.call.tokens_out)
        finally:
            self._calls.append(reply.call)


def _supported(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The supported claims, with their citations renumbered from 1."""
    return renumbered([claim for claim in claims if claim.verdict == "supported"])


def renumbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with citation markers from 1 in order of appearance; a sentence cited twice keeps its marker."""
    numbers: dict[int, int] = {}
    for claim in claims:
        for citation in claim.citations:
            numbers.setdefault(citation.marker, len(numbers) + 1)
    return tuple(
        replace(claim, citations=tuple(replace(one, marker=numbers[one.marker]) for one in claim.citations))
        for claim in claims
    )


def standalone_question(reply: str, question: str, history: Sequence[Turn]) -> str | None:
    """The standalone question in a model's reply, or `None` unless it is short and uses only words of the conversation."""
    text = reply.strip().strip("`").strip()
    if text.startswith("{"):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):  # the latter for thousands of brackets inside one another
            return None
        found = value.get("question") if isinstance(value, dict) else None
        text = found if isinstance(found, str) else ""
    text = one_line(text).strip("\"“”'")
    sanitised = sanitise(text)
    if sanitised.address or not text or len(text) > _LONGEST_QUESTION:
        return None
    said = {term for turn in history for term in content_terms(turn.content)} | set(content_terms(question))
    return text if content_terms(text) and set(content_terms(text)) <= said else None
