"""The language of a text, and the parts of one that is written in several."""

import pytest

from app.clean import clean
from app.clean.language import language_of, languages_of
from app.intake.raw import MediaType, RawArticle

EN = "The deputy minister said on Monday that the garrison in the north would not be enlarged this year."
PARAGRAPHS = {
    "en": EN,
    "ru": "Заместитель министра заявил в понедельник, что гарнизон на севере в этом году не увеличат.",
    "uk": "Заступник міністра заявив у понеділок, що гарнізон на півночі цього року не збільшать, і він це знає.",
    "es": "El viceministro dijo que la guarnición del norte no será ampliada y que los soldados se van este año.",
    "fr": "Le vice-ministre a dit que la garnison du nord ne serait pas agrandie et que les soldats sont prêts.",
    "de": "Der Vizeminister sagte, dass die Garnison im Norden nicht vergrößert werde und dass sie ruhig ist.",
    "pt": "O vice-ministro disse que a guarnição do norte não será ampliada e que os soldados também já vão.",
    "ar": "قال نائب الوزير إن الحامية في الشمال لن يتم توسيعها هذا العام.",
    "ka": "მინისტრის მოადგილემ თქვა, რომ გარნიზონი ჩრდილოეთში არ გაიზრდება.",
}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_language_of_a_paragraph(language: str) -> None:
    assert language_of(PARAGRAPHS[language]) == language
    assert languages_of(PARAGRAPHS[language]) == (language, ())


def test_nothing_to_tell_by() -> None:
    assert language_of("1234 5678") == "en"
    assert language_of("Гюмри") == "ru"


@pytest.mark.parametrize("other", sorted(PARAGRAPHS.keys() - {"en"}))
def test_a_paragraph_in_another_language(other: str) -> None:
    text = "\n\n".join([EN, PARAGRAPHS[other], EN, EN.replace("Monday", "Friday")])
    language, parts = languages_of(text)
    assert language == "en"
    assert [part.language for part in parts] == ["en", other, "en"]
    assert text[parts[1].start : parts[1].end] == PARAGRAPHS[other] + "\n\n"
    assert "".join(text[part.start : part.end] for part in parts) == text


def test_an_abstract_over_a_text_in_another_language() -> None:
    summary = EN + " It holds some four hundred men, and the accord on it has been in force for years."
    russian = [PARAGRAPHS["ru"].replace("понедельник", day) for day in ("понедельник", "среду", "пятницу")]
    article = clean(RawArticle("a.txt", "\n\n".join([summary, *russian]), MediaType.TEXT))
    assert article.language == "ru"
    assert [(part.language, article.text[part.start : part.end][:9]) for part in article.parts] == [
        ("en", summary[:9]),
        ("ru", russian[0][:9]),
    ]


def test_a_heading_goes_with_what_follows_and_a_short_reply_with_what_stands_before() -> None:
    text = "\n\n".join([EN, "Гарнизон Север", PARAGRAPHS["ru"], PARAGRAPHS["ru"], "Правда.", EN])
    _, parts = languages_of(text)
    assert [part.language for part in parts] == ["en", "ru", "en"]
    assert text[parts[1].start :].startswith("Гарнизон Север")
    assert text[: parts[1].end].rstrip().endswith("Правда.")


@pytest.mark.parametrize(
    "line",
    [
        "He called it a “casus belli” and spoke of the Ministerio de Defensa de la República.",
        "The paper Le Monde and the agency Agencia EFE carried the words of “Красная звезда”.",
        "Das Boot, El País, La Repubblica and De Telegraaf wrote about the garrison, too, he said.",
        "Gyumri",
    ],
)
def test_foreign_names_make_no_part(line: str) -> None:
    assert languages_of("\n\n".join([EN, line, EN])) == ("en", ())
