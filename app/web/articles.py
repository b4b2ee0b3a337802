"""Articles: the list, and one with everything that rests on its words highlighted."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.domain.kinds import ArticleKind
from app.present.format import label
from app.present.highlight import Mark, Segment, highlight
from app.present.language import gettext as _
from app.query import articles
from app.query.article_marks import RecordMark
from app.query.articles import ArticleFilter
from app.query.history import changes_of
from app.web import csrf
from app.web.auth import CurrentUser
from app.web.filters import linker, removals
from app.web.forgiving import forgiven
from app.web.pages import RequestSession, render
from app.web.params import choice, words_of
from app.web.statements import After

router = APIRouter()
LOOKS = {"claim": "base", "base": "base", "agreement": "agr"}  # underline of a highlight, by record type


def article_filter(
    publisher: str | None = None, kind: str | None = None, words: str | None = None
) -> ArticleFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    return ArticleFilter(
        publisher=publisher or None,
        kind=choice(ArticleKind, kind, "kind"),
        words=words_of(words, "words"),
    )


@router.get("/articles", name="articles", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    where: Annotated[ArticleFilter, forgiven(article_filter)],
    after: After,
) -> HTMLResponse:
    """The list, newest first. Three queries."""
    counts = articles.count_articles(session, where)
    return render(
        request,
        "articles/index.html",
        "articles/_results.html",
        page=articles.list_articles(session, where, after=after),
        where=where,
        counts=counts,
        total=counts.get(where.kind, 0) if where.kind else sum(counts.values()),
        removals=removals(
            request,
            {
                "words": where.words and f"“{where.words}”",
                "publisher": where.publisher,
                "kind": where.kind and label(where.kind),
            },
        ),
        link=linker(request),
    )


@router.get("/articles/{number}", name="article", include_in_schema=False)
def show(request: Request, session: RequestSession, user: CurrentUser, number: int) -> HTMLResponse:
    """One article: whole for those who are signed in, else what records rest on. At most fourteen queries."""
    page = articles.get_article(session, number, whole=user is not None) if 0 < number < 2**31 else None
    if page is None:
        told = _("There is no article %(number)s. All articles: %(list)s")
        raise HTTPException(HTTPStatus.NOT_FOUND, told % {"number": number, "list": "/articles"})
    marks = [_mark(one) for one in page.marks]
    return render(
        request,
        "articles/show.html",
        page=page,
        row=page.row,
        changes=changes_of(session, "article", number, everything=user is not None),
        parts=[_paragraphs(highlight(text, marks, offset)) for offset, text in page.shown],
        may_archive=user is not None and user.can_add,
        csrf_token=csrf.token_of(request),
        ends=page.shown[-1][0] + len(page.shown[-1][1]) if page.shown else 0,
    )


def _mark(record: RecordMark) -> Mark:
    css = LOOKS.get(record.record_type, f"k-{record.state}")
    return Mark(
        record.start,
        record.end,
        record.quote,
        css,
        record.href,
        f"{label(record.record_type)}: {record.label}",
        f"e{record.evidence_id}",
    )


def _paragraphs(segments: list[Segment]) -> list[list[Segment]]:
    """Segments by paragraph: a line break of the text ends one, also inside a mark."""
    paragraphs: list[list[Segment]] = [[]]
    for segment in segments:
        lines = segment.text.split("\n")
        for number, line in enumerate(lines):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Segment(line, segment.marks, segment.anchors if not number else ()))
            elif segment.anchors and not number:
                paragraphs[-1].append(Segment("", segment.marks, segment.anchors))
    return [one for one in paragraphs if one]
