"""Agreements in our own sentences: parties, kind, status, dates and term, and what is none."""

import pytest

from app.domain.kinds import AgreementKind, AgreementStatus
from app.extract.agreements import find_agreements
from app.extract.bases import find_bases
from app.extract.findings import FoundAgreement
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_reference())


def only(index: NameIndex, text: str, published: str = "2025-11-11", language: str = "en") -> FoundAgreement:
    bases = find_bases(text, index, published, language)
    agreements = find_agreements(text, index, published, language, bases)
    assert len(agreements) == 1
    assert agreements[0].span.of(text).strip() == agreements[0].span.of(text) != ""
    return agreements[0]


@pytest.mark.parametrize(
    ("text", "parties", "kind"),
    [
        ("Russia and Mali signed a military cooperation agreement.", ("RU", "ML"), AgreementKind.DEFENCE_COOPERATION),
        ("Moscow and Iran signed a strategic partnership treaty.", ("RU", "IR"), AgreementKind.STRATEGIC_PARTNERSHIP),
        ("The agreement between Russia and Armenia on the military base stands.", ("RU", "AM"), AgreementKind.BASING),
        ("Russia and Cuba signed a military-technical agreement.", ("RU", "CU"), AgreementKind.MILITARY_TECHNICAL),
        ("Russia and Egypt reached a deal on access to ports.", ("RU", "EG"), AgreementKind.PORT_ACCESS),
        ("Russia and Belarus ratified the agreement on joint air defence.", ("RU", "BY"), AgreementKind.AIR_DEFENCE),
    ],
)  # fmt: skip
def test_parties_and_kind(index: NameIndex, text: str, parties: tuple[str, ...], kind: AgreementKind) -> None:
    agreement = only(index, text)
    assert (agreement.parties, agreement.kind) == (parties, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Russia and Mali signed a trade agreement.",
        "The United States and Romania signed a military base agreement.",
        "Russia signed a gas deal with Turkey.",
        "The Collective Security Treaty Organization held an exercise in Russia and Armenia.",
        "Russia and Ukraine discussed a ceasefire agreement on military positions.",
        "Russia's military dealt a blow to Syria.",
    ],
)
def test_no_agreement_of_ours(index: NameIndex, text: str) -> None:
    assert find_agreements(text, index, "2025-11-11") == []


@pytest.mark.parametrize(
    ("words", "signed"),
    [
        ("last May", "2025-05"),
        ("on 4 March 2019", "2019-03-04"),
        ("on March 4, 2019", "2019-03-04"),
        ("in 2010", "2010"),
        ("last month", "2025-10"),
        ("on Friday", "2025-11-07"),
    ],
)
def test_day_of_signing(index: NameIndex, words: str, signed: str) -> None:
    agreement = only(index, f"Russia and Mali signed a military cooperation agreement {words}.")
    assert (agreement.signed, agreement.status) == (signed, AgreementStatus.SIGNED)


def test_an_adjective_year_and_brackets(index: NameIndex) -> None:
    assert only(index, "Under a 1995 treaty on the military base, Russia stays in Armenia.").signed == "1995"
    assert (
        only(index, "Under the agreement of Russia and Mali on a military base (2012) it stays.").signed
        == "2012"
    )


@pytest.mark.parametrize(
    ("text", "term", "expires"),
    [
        ("Russia signed a 49-year agreement with Mali on a naval base.", 49, None),
        ("Russia and Mali signed an agreement on a military base for 25 years.", 25, None),
        ("Russia and Mali signed an agreement on a military base that runs until 2042.", None, "2042"),
        ("Russia and Mali signed an agreement on a base. The deal will stand for 25 years.", 25, None),
    ],
)
def test_term_and_end(index: NameIndex, text: str, term: int | None, expires: str | None) -> None:
    agreement = only(index, text)
    assert (agreement.term_years, agreement.expires) == (term, expires)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mali does not plan to terminate the agreement with Russia on a military base.", None),
        ("Mali denied that it suspended the agreement with Russia on a military base.", None),
        ("Mali has not rejected an agreement with Russia on a military base.", None),
        ("Mali terminated the agreement with Russia on a military base.", AgreementStatus.TERMINATED),
        ("Mali has suspended the agreement with Russia on a military base.", AgreementStatus.SUSPENDED),
        (
            "In May, Mali said it would sign an agreement with Russia on a military base.",
            AgreementStatus.PROPOSED,
        ),
        (
            "The Russians insist on a 49-year contract with Mali for a military base.",
            AgreementStatus.PROPOSED,
        ),
    ],
)
def test_status_keeps_its_sense(index: NameIndex, text: str, status: AgreementStatus | None) -> None:
    agreement = only(index, text)
    assert (agreement.status, agreement.signed) == (status, None)


def test_a_territory_signs_for_itself_unless_it_is_annexed(index: NameIndex) -> None:
    text = "Russia signed a deal with the breakaway Georgian region of Abkhazia on a naval base."
    assert only(index, text).parties == ("RU", "GE-AB")
    text = "The lease of Russia's naval base in Sevastopol, Crimea, runs until 2042."
    assert only(index, text).parties == ("RU", "UA")


def test_tension_with_a_third_state_makes_no_party(index: NameIndex) -> None:
    text = (
        "Russia and the Georgian rebel region of Abkhazia signed a deal on a military base, which raises tensions "
        "with Georgia."
    )
    assert only(index, text).parties == ("RU", "GE-AB")


def test_a_promise_to_lease_is_an_agreement(index: NameIndex) -> None:
    agreement = only(index, "Mali agreed to lease the base to Russia for 15 years.")
    assert (agreement.kind, agreement.term_years) == (AgreementKind.LEASE, 15)


def test_the_terms_in_force_and_the_new_ones_stay_apart(index: NameIndex) -> None:
    text = (
        "Russia and Mali agreed to extend the lease of the military base by 15 years. "
        "Russia currently has an agreement with Mali on the military base until 2017. "
        "The lease can be prolonged for a further five years."
    )
    found = find_agreements(text, index, "2012-08-16")
    assert {(a.term_years, a.expires) for a in found} == {(15, None), (None, "2017")}


def test_one_in_the_making_stays_apart_from_the_one_signed(index: NameIndex) -> None:
    text = (
        "Mali and Russia are close to signing a document that prolongs the lease of the base until 2025. "
        "The current lease of the base was signed by Russia and Mali in 2002."
    )
    found = find_agreements(text, index, "2011-12-01")
    assert [(a.status, a.signed, a.expires) for a in found] == [
        (AgreementStatus.PROPOSED, None, "2025"),
        (AgreementStatus.SIGNED, "2002", None),
    ]


def test_an_end_is_no_day_of_signing(index: NameIndex) -> None:
    assert only(index, "Russia and Mali signed a 25-year lease to 2002 on a naval base.").signed is None


def test_unratified_is_signed(index: NameIndex) -> None:
    text = "Russia and Venezuela signed a strategic partnership treaty that is in the final stage of ratification."
    assert only(index, text).status is AgreementStatus.SIGNED


def test_a_draft_is_proposed_and_has_no_day_of_signing(index: NameIndex) -> None:
    agreement = only(index, "In 2025 Russia sent Mali a draft agreement on a military base.")
    assert (agreement.status, agreement.signed) == (AgreementStatus.PROPOSED, None)


@pytest.mark.parametrize(
    ("text", "published", "slug"),
    [
        ("The agreement between Russia and Tajikistan on the military base, signed in 2012, holds.", "2023-06-06",
         "tajikistan-2012-base-agreement"),
        ("Russia signed a 50-year agreement to enlarge its naval presence in Syria.", "2017-12-25",
         "syria-tartus-naval-facility-2017"),
        ("Russia and Armenia signed an agreement on a military base.", "2023-06-06", None),  # two of them fit
    ],
)  # fmt: skip
def test_resolved_only_where_one_fits(index: NameIndex, text: str, published: str, slug: str | None) -> None:
    assert only(index, text, published).agreement == slug


def test_one_agreement_told_twice_is_one(index: NameIndex) -> None:
    text = (
        "Russia and Mali signed an agreement on a military base.\n"
        "The agreement between Russia and Mali on the military base runs until 2042."
    )
    assert only(index, text).expires == "2042"


def test_in_russian(index: NameIndex) -> None:
    text = "Россия и Мали подписали в мае 2020 года соглашение о военном сотрудничестве."
    agreement = only(index, text, language="ru")
    assert (agreement.parties, agreement.kind) == (("RU", "ML"), AgreementKind.DEFENCE_COOPERATION)
    assert agreement.signed == "2020-05"


@pytest.mark.parametrize(
    ("language", "text", "parties", "kind", "signed", "expires"),
    [
        ("en", "Moscow keeps the 102nd Military Base in Gyumri. The base, set up under a treaty signed in 1995, guards "
         "the border with Turkey. A 2010 protocol prolonged its term until 2044.",
         ("RU", "AM"), AgreementKind.BASING, "1995", "2044"),
        ("en", "The rockets are under Russian command. The treaty on security guarantees, which was signed in March "
         "2024, binds Belarus too.", ("RU", "BY"), AgreementKind.MUTUAL_DEFENCE, "2024-03", None),
        ("ru", "РЛС под Ганцевичами и узел связи ВМФ в Вилейке работают по соглашениям 1995 года.",
         ("RU", "BY"), AgreementKind.BASING, "1995", None),
        ("ru", "В Абхазии, в Гудауте, стоит 7-я российская военная база; соглашение о ней подписано в мае 2010 года.",
         ("RU", "GE-AB"), AgreementKind.BASING, "2010-05", None),
        ("ru", "Миротворцы размещены по трехстороннему заявлению лидеров Азербайджана, Армении и России.",
         ("RU", "AZ", "AM"), AgreementKind.PEACEKEEPING, None, None),
        ("ru", "Авиабаза «Кант» растет. Действует соглашение об объединенной российской базе, срок до 2032 года.",
         ("RU", "KG"), AgreementKind.BASING, None, "2032"),
        ("fr", "La Russie ne quittera pas Tartous. Le bail est superbe.",
         ("RU", "SY"), AgreementKind.LEASE, None, None),
    ],
)  # fmt: skip
def test_told_by_its_base_or_by_what_stands_before(
    index: NameIndex, language: str, text: str, parties: tuple[str, ...], kind: AgreementKind,
    signed: str | None, expires: str | None,
) -> None:  # fmt: skip
    agreement = only(index, text, language=language)
    assert (agreement.parties, agreement.kind, agreement.signed, agreement.expires) == (
        parties,
        kind,
        signed,
        expires,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Russia keeps the base in Gyumri. Under a defence agreement Georgia and Turkey drilled.",
        "Moscow complained. A defence agreement binds Armenia and the European Union.",
        "Moscow complained. A defence agreement binds the United States.",
        "Russia scolded the European Union. Moldova signed a security agreement on Tuesday.",
    ],
)
def test_an_agreement_of_others_is_not_russias(index: NameIndex, text: str) -> None:
    assert find_agreements(text, index, "2025-11-11", "en", find_bases(text, index, "2025-11-11")) == []
