"""Officials as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.present.api_ledger import DenialRecordOut
from app.present.api_parts import ApiModel, Edtf, Places, Source
from app.query.officials import OfficialPage, OfficialRow, RoleRow
from app.query.sources import SourceRow


class RoleOut(ApiModel):
    title: str
    body: str
    held_from: Edtf | None
    held_to: Edtf | None = Field(description="Null: still held, or not established.")
    source: str = Field(description="An address, or `general knowledge`, which is provisional.")

    @classmethod
    def of(cls, row: RoleRow) -> "RoleOut":
        return cls(
            title=row.title, body=row.body, held_from=row.held_from, held_to=row.held_to, source=row.source
        )


class OfficialOut(ApiModel):
    """A person or office that speaks for a state or a body."""

    slug: str = Field(examples=["sergey-lavrov"])
    name: str
    name_ru: str | None
    is_body: bool = Field(description="True: an office rather than a person.")
    country: str | None = Field(description="Code of the state that they speak for.")
    roles: list[RoleOut] = Field(description="In a list the latest alone; in a record all of them.")
    statements: int | None = Field(description="How many are on record; /statements?official= has them.")
    denials: int
    became: DenialRecordOut | None = Field(
        description="Of a record: what became of the denials; null in a list."
    )
    sources: list[Source] = Field(description="Where the newest of the statements stands.")

    @classmethod
    def of(cls, row: OfficialRow, places: Places) -> "OfficialOut":
        return cls(
            slug=row.slug,
            name=row.name,
            name_ru=row.name_ru,
            is_body=row.is_body,
            country=row.country_code,
            roles=[RoleOut.of(row.role)] if row.role else [],
            statements=row.statements,
            denials=row.denials,
            became=None,
            sources=[Source.of(row.latest, places)] if row.latest else [],
        )

    @classmethod
    def of_record(
        cls, page: OfficialPage, sources: list[SourceRow], statements: int, places: Places
    ) -> "OfficialOut":
        return cls(
            slug=page.slug,
            name=page.name,
            name_ru=page.name_ru,
            is_body=page.is_body,
            country=page.country_code,
            roles=[RoleOut.of(role) for role in page.roles],
            statements=statements,
            denials=len(page.denials),
            became=DenialRecordOut.of(page.record),
            sources=[Source.of(source, places) for source in sources],
        )
