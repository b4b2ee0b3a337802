"""Officials: the list by name, and one with roles, record of denials and statements."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.domain.errors import InputError
from app.domain.kinds import StatementKind
from app.present.charts import strip
from app.query import officials
from app.query.history import changes_of
from app.query.officials import OfficialFilter
from app.query.page import NameKey, name_key
from app.query.statements import StatementFilter, facet, list_statements
from app.web.auth import CurrentUser
from app.web.filters import linker, removals
from app.web.forgiving import forgiven
from app.web.moved import elsewhere
from app.web.pages import RequestSession, render
from app.web.params import choice, words_of
from app.web.statements import After, denial_marks

router = APIRouter()
SORTS = {"people": False, "offices": True}


def official_filter(
    country: str | None = None, who: str | None = None, words: str | None = None
) -> OfficialFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    if who and who not in SORTS:
        raise InputError(
            f"who={who[:40]!r} is not known: choose one of {', '.join(SORTS)}", parameter="who", allowed=SORTS
        )
    return OfficialFilter(
        country=country or None, is_body=SORTS[who] if who else None, words=words_of(words, "words")
    )


def kind_said(kind: str | None = None) -> StatementKind | None:
    """Which of an official's statements are shown. Raises InputError that lists the kinds."""
    return choice(StatementKind, kind, "kind")


def after_name(after: str | None = None) -> NameKey | None:
    """Where the list goes on. Raises InputError when it is no key."""
    return name_key(after)


@router.get("/officials", name="officials", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    where: Annotated[OfficialFilter, forgiven(official_filter)],
    after: Annotated[NameKey | None, forgiven(after_name)],
) -> HTMLResponse:
    """The list, by name. Six queries."""
    countries = officials.countries_of_officials(session)
    names = {code: name for code, name, _ in countries}
    who = request.query_params.get("who")
    return render(
        request,
        "officials/index.html",
        "officials/_results.html",
        page=officials.list_officials(session, where, after=after),
        where=where,
        who=who,
        total=officials.count_officials(session, where),
        countries=countries,
        removals=removals(
            request,
            {
                "words": where.words and f"“{where.words}”",
                "country": where.country and names.get(where.country, where.country),
                "who": who or None,
            },
        ),
    )


@router.get("/officials/{slug}", name="official", include_in_schema=False)
def show(
    request: Request,
    session: RequestSession,
    user: CurrentUser,
    slug: str,
    after: After,
    kind: Annotated[StatementKind | None, forgiven(kind_said)],
) -> Response:
    """One official; the address of a merged one leads to the other. At most thirteen queries."""
    official = officials.get_official(session, slug)
    if official is None:
        return elsewhere(session, "official", slug)
    marks = denial_marks(official.denials)
    where = StatementFilter(official=slug, kind=kind)
    return render(
        request,
        "officials/show.html",
        "officials/_statements.html",
        official=official,
        changes=changes_of(session, "official", slug, everything=user is not None),
        page=list_statements(session, where, after=after),
        kinds=facet(session, where, "kind"),
        chosen=where.kind,
        strip=strip(marks) if len(marks) > 1 else None,
        against=sum(unit.is_answered for unit in official.denials),
        link=linker(request),
    )
