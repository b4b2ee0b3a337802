"""A title inside a title: "the president's spokesman X" is X, "the spokesman of President X" is not."""

import pytest

from tests.extract.languages import statements_in

SUBJECTS = {
    "ru": "Российская военная база в Таджикистане остаётся на месте.",
    "es": "La base militar rusa en Tayikistán sigue en su sitio.",
    "fr": "La base militaire russe au Tadjikistan reste en place.",
}
SAID = {
    "ru": "База останется в Таджикистане, сообщил {}.",
    "es": "La base militar rusa se quedará en Tayikistán, dijo {}.",
    "fr": "La base militaire russe restera au Tadjikistan, a déclaré {}.",
}


@pytest.mark.parametrize(
    ("language", "speaker", "official"),
    [
        ("ru", "пресс-секретарь президента Дмитрий Песков", "dmitry-peskov"),
        ("ru", "помощник президента Юрий Ушаков", "yuri-ushakov"),
        ("ru", "пресс-секретарь президента Владимира Путина", None),
        ("ru", "помощник министра Ивана Петрова", None),
        ("es", "el portavoz del presidente ruso, Dmitri Peskov", "dmitry-peskov"),
        ("es", "el portavoz del presidente Vladímir Putin", None),
        ("es", "el portavoz del presidente Putin", None),
        ("fr", "le porte-parole du président Vladimir Poutine", None),
        ("fr", "le ministre des Affaires étrangères Sergueï Lavrov", "sergey-lavrov"),
    ],
)
def test_a_name_belongs_to_the_title_it_stands_with(
    language: str, speaker: str, official: str | None
) -> None:
    [one] = statements_in(language, SUBJECTS[language], SAID[language].format(speaker))
    assert one.official == official
    if official is None:  # described, not named: those whom the title names said nothing
        assert one.speaker.split()[0].lower() in speaker
        assert len(one.speaker.split()) > 2
