"""The ingest on one screen: intake, clean, extract, resolve, store; one article, one transaction."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from app.clean import clean
from app.clean.article import CleanArticle
from app.domain.errors import BasewatchError
from app.domain.kinds import RunOutcome
from app.extract.engine import extract_findings
from app.extract.findings import Findings
from app.extract.model_answer import AnswerError, read_answer
from app.extract.model_question import INSTRUCTIONS, MAX_ASKED, matter_of, schema_of_answer
from app.extract.name_index import NameIndex
from app.intake.chat import ChatModel, ModelError, Question, TokenBudget
from app.intake.raw import InputProblem, Item, ModelAnswer, PageAddress, RawArticle
from app.settings import Settings
from app.store.engine import transaction
from app.store.names import load_names, names_version
from app.store.runs import finish_run, record_item, start_run
from app.store.save import save_article
from app.store.sources import keep_source, look_again_soon

log = logging.getLogger(__name__)
MOST_REASON = 500  # characters: an error may quote the article


@dataclass(frozen=True, slots=True)
class Preview:
    """An article as it would be stored, with what was found in it.

    `notes` are sentences on a language model's part in it: what of its answer was dropped, or why there is none.
    """

    article: CleanArticle
    findings: Findings
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one input, and why."""

    name: str
    outcome: RunOutcome
    reason: str
    article_id: int | None


Beside = Callable[[Session, ItemResult], None]


@dataclass(slots=True)
class RunReport:
    """The results of a run, in the order of the inputs."""

    run_id: int
    items: list[ItemResult] = field(default_factory=list)

    def counts(self) -> Counter[RunOutcome]:
        return Counter(item.outcome for item in self.items)


class Names:
    """The name index of a database, built anew only when a name may have changed."""

    def __init__(self) -> None:
        self._version: tuple[int, ...] | None = None
        self._index: NameIndex | None = None

    def index(self, session: Session) -> NameIndex:
        version = names_version(session)
        if self._index is None or version != self._version:
            self._index, self._version = NameIndex(load_names(session)), version
        return self._index


def preview(raw: RawArticle, index: NameIndex) -> Preview:
    """Clean and extract, storing nothing. Raises InputError when the article cannot be used.

    Where a language model was asked (`with_answer`), its findings stand in place of the rules', which remain the
    fallback for an answer that cannot be read.
    """
    article = clean(raw)
    rules = extract_findings(article, index)
    if raw.answer is None:
        return Preview(article, rules)
    model, problem = raw.answer.model, raw.answer.problem
    if problem is None:
        try:
            reading = read_answer(raw.answer.content, model, article, index, rules)
        except AnswerError as error:
            problem = f"its answer is {error}"
        else:
            dropped = (f"{count} dropped: {reason}" for reason, count in reading.dropped.most_common())
            return Preview(article, reading.findings, (f"Found by {model}.", *dropped))
    return Preview(article, rules, (f"Found by rules, as {model} could not be used: {problem}.",))


def with_answer(raw: RawArticle, model: ChatModel | None) -> RawArticle:
    """`raw` with what the model says of it, or why it says nothing; unchanged without a model.

    Waits on the network: hold no transaction. Raises InputError when the article cannot be used.
    """
    if model is None or raw.answer is not None:
        return raw
    article = clean(raw)
    if len(article.text) > MAX_ASKED:
        problem = f"{len(article.text):,} characters are more than it is asked to read ({MAX_ASKED:,})"
        return replace(raw, answer=ModelAnswer(model.model, problem=problem))
    try:
        content = model.ask(Question(INSTRUCTIONS, matter_of(article), schema_of_answer()))
    except ModelError as error:
        return replace(raw, answer=ModelAnswer(model.model, problem=str(error)))
    return replace(raw, answer=ModelAnswer(model.model, content))


def chat_model(settings: Settings) -> ChatModel | None:
    """The language model of the settings, null where none is set; its budget lives as long as it does."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    budget = TokenBudget(settings.llm_tokens_per_day)
    return ChatModel(
        settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_timeout_seconds, budget
    )


def ingest(
    sessions: sessionmaker[Session],
    inputs: Iterable[Item],
    names: Names,
    *,
    source: str,
    actor: str,
    model: ChatModel | None = None,
    on_item: Callable[[ItemResult], None] = lambda _: None,
    beside: Beside = lambda *_: None,
) -> RunReport:
    """Take in every input, each in its own transaction; a bad one is recorded and the rest goes on.

    `model` is asked about each article that has no answer yet. `beside` is called in the transaction of each input
    with what becomes of it: what it writes is committed with the article, or not at all.
    """
    with transaction(sessions) as session:
        report = RunReport(start_run(session, source=source, actor=actor))
    for raw in inputs:
        item = _ingest_item(sessions, raw, names, model, beside, run_id=report.run_id, actor=actor)
        report.items.append(item)
        on_item(item)
    with transaction(sessions) as session:
        finish_run(session, report.run_id)
    return report


def _ingest_item(
    sessions: sessionmaker[Session],
    raw: Item,
    names: Names,
    model: ChatModel | None,
    beside: Beside,
    *,
    run_id: int,
    actor: str,
) -> ItemResult:
    if isinstance(raw, InputProblem):
        return _failed(sessions, beside, run_id, raw.name, raw.message)
    if isinstance(raw, PageAddress):
        return _failed(sessions, beside, run_id, raw.name, f"{raw.name}: {raw.url} was not fetched")
    try:
        raw = with_answer(raw, model)
        try:
            return _store(sessions, raw, names, beside, run_id, actor)
        except IntegrityError:
            # Another process stored the same article between the look and the insert: look again.
            return _store(sessions, raw, names, beside, run_id, actor)
    except BasewatchError as error:
        return _failed(sessions, beside, run_id, raw.name, str(error))
    except DBAPIError as error:
        return _failed(sessions, beside, run_id, raw.name, f"the database refused it: {error.orig}")
    except Exception as error:  # one article may meet a defect of ours: the others are still to be read
        log.exception("%s: %s", raw.name, type(error).__name__)
        reason = f"a defect of Basewatch stopped it: {type(error).__name__}: {error}"
        return _failed(sessions, beside, run_id, raw.name, reason[:MOST_REASON])


def _store(
    sessions: sessionmaker[Session], raw: RawArticle, names: Names, beside: Beside, run_id: int, actor: str
) -> ItemResult:
    with sessions() as session:
        index = names.index(session)
    found = preview(raw, index)  # before the write: it takes the longest, and writers wait for one another
    with transaction(sessions) as session:
        saved = save_article(session, found.article, found.findings, actor=actor)
        if saved.outcome is RunOutcome.ADDED:
            keep_source(session, saved.article_id, raw)
        elif saved.outcome is RunOutcome.SKIPPED:
            look_again_soon(session, saved.article_id)
        record_item(
            session,
            run_id,
            name=raw.name,
            outcome=saved.outcome,
            reason=saved.reason,
            article_id=saved.article_id,
        )
        item = ItemResult(raw.name, saved.outcome, saved.reason, saved.article_id)
        beside(session, item)
    return item


def _failed(
    sessions: sessionmaker[Session], beside: Beside, run_id: int, name: str, reason: str
) -> ItemResult:
    item = ItemResult(name, RunOutcome.FAILED, reason, None)
    with transaction(sessions) as session:
        record_item(session, run_id, name=name, outcome=RunOutcome.FAILED, reason=reason, article_id=None)
        beside(session, item)
    return item
