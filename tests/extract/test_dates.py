"""When something was said, in four languages; published on Thursday, 14 November 2024, unless a case says otherwise."""

import pytest

from app.extract.dates import said_on
from app.extract.folding import fold
from app.extract.written_dates import edtf_of_written, find_written_dates

PUBLISHED = "2024-11-14"  # a Thursday
VAGUE = "at another time"

ENGLISH = [
    ("Lavrov told reporters on Monday", "2024-11-11"),
    ("Lavrov said Thursday", "2024-11-14"),
    ("Lavrov said last Thursday", "2024-11-07"),
    ("Lavrov said last Friday", "2024-11-08"),
    ("Lavrov said yesterday", "2024-11-13"),
    ("Lavrov said the day before yesterday", "2024-11-12"),
    ("Lavrov said earlier in the day", "2024-11-14"),
    ("Lavrov said a week ago", "2024-11-07"),
    ("Lavrov said two months ago", "2024-09"),
    ("Lavrov said earlier this month", "2024-11"),
    ("Lavrov said last month", "2024-10"),
    ("Lavrov said in May", "2024-05"),
    ("Lavrov said in December", "2023-12"),
    ("Lavrov said last November", "2023-11"),
    ("Lavrov said in May last year", "2023-05"),
    ("Lavrov said on 11 November", "2024-11-11"),
    ("Lavrov said on Monday, Nov. 11,", "2024-11-11"),
    ("Lavrov said on 20 December", "2023-12-20"),
    ("Lavrov said on June 6, 2023", "2023-06-06"),
    ("Lavrov said in late 2012", "2012"),
    ("Lavrov said last year", "2023"),
    ("Lavrov said last week", VAGUE),
    ("Lavrov said earlier this week", VAGUE),
    ("Lavrov has repeatedly said", VAGUE),
    ("Lavrov, who will visit Niamey on Friday, said", None),
    ("Lavrov, who is to meet him next Tuesday, said", None),
    ("Ahead of Friday's talks Lavrov said", None),
    ("Lavrov, minister since May, said", None),
    ("Lavrov, who will visit Niamey on Friday, said on Tuesday", "2024-11-12"),
    ("Lavrov said it may 10 times", None),
    ("Lavrov said", None),
]
RUSSIAN = [
    ("Лавров заявил в понедельник", "2024-11-11"),
    ("Во вторник Лавров сообщил журналистам", "2024-11-12"),
    ("Лавров заявил в четверг", "2024-11-14"),
    ("Лавров заявил в минувшую пятницу", "2024-11-08"),
    ("Лавров заявил в прошлый четверг", "2024-11-07"),
    ("Как рассказал вечером в среду Песков", "2024-11-13"),
    ("Лавров заявил вчера", "2024-11-13"),
    ("Песков сообщил сегодня", "2024-11-14"),
    ("Лавров заявил неделю назад", "2024-11-07"),
    ("Лавров заявил три дня назад", "2024-11-11"),
    ("Лавров заявил два месяца назад", "2024-09"),
    ("Лавров заявил 11 ноября", "2024-11-11"),
    ("Лавров заявил 20 декабря", "2023-12-20"),
    ("Лавров заявил 6 июня 2023 года", "2023-06-06"),
    ("Лавров заявил 06.06.2023", "2023-06-06"),
    ("Лавров заявил в мае", "2024-05"),
    ("Лавров заявил в мае прошлого года", "2023-05"),
    ("Лавров заявил в начале марта 2022 года", "2022-03"),
    ("Лавров заявил в прошлом месяце", "2024-10"),
    ("Лавров заявил в этом году", "2024"),
    ("Лавров заявил в 2019 году", "2019"),
    ("Лавров заявил на прошлой неделе", VAGUE),
    ("Ранее Лавров заявлял", VAGUE),
    ("Лавров заявил несколько дней назад", VAGUE),
    ("Лавров, который в пятницу посетит Ниамей, заявил", None),
    ("Лавров, который посетит Ниамей в пятницу, заявил", None),
    ("Лавров, который прибудет в следующий вторник, заявил", None),
    ("Лавров, министр с мая, заявил", None),
    ("Лавров заявил", None),
]
SPANISH = [
    ("Lavrov dijo el lunes", "2024-11-11"),
    ("Lavrov declaró este martes a la prensa", "2024-11-12"),
    ("Lavrov dijo este jueves", "2024-11-14"),
    ("Lavrov dijo el jueves pasado", "2024-11-07"),
    ("Lavrov dijo el pasado viernes", "2024-11-08"),
    ("Lavrov dijo en la noche del miércoles", "2024-11-13"),
    ("Lavrov dijo ayer", "2024-11-13"),
    ("Lavrov dijo anteayer", "2024-11-12"),
    ("Lavrov afirmó hoy", "2024-11-14"),
    ("Lavrov dijo hace una semana", "2024-11-07"),
    ("Lavrov dijo hace tres días", "2024-11-11"),
    ("Lavrov dijo hace dos meses", "2024-09"),
    ("Lavrov dijo en mayo", "2024-05"),
    ("Lavrov dijo en mayo pasado", "2024-05"),
    ("Lavrov dijo en diciembre", "2023-12"),
    ("Lavrov dijo en mayo del año pasado", "2023-05"),
    ("Lavrov dijo a principios de marzo de 2022", "2022-03"),
    ("Lavrov dijo el 11 de noviembre", "2024-11-11"),
    ("Lavrov dijo el lunes 11 de noviembre", "2024-11-11"),
    ("Lavrov dijo el 11 de noviembre de 2023", "2023-11-11"),
    ("Lavrov dijo el mes pasado", "2024-10"),
    ("Lavrov dijo en 2019", "2019"),
    ("Lavrov dijo la semana pasada", VAGUE),
    ("Lavrov dijo recientemente", VAGUE),
    ("Lavrov dijo hace unos días", VAGUE),
    ("Lavrov, que visitará Niamey el viernes, dijo", None),
    ("Lavrov, que viaja el próximo martes, dijo", None),
    ("Lavrov, ministro desde mayo, dijo", None),
    ("Lavrov dijo en Santo Domingo", None),
    ("Lavrov dijo", None),
]
FRENCH = [
    ("Lavrov a déclaré lundi", "2024-11-11"),
    ("Mardi, Lavrov a affirmé", "2024-11-12"),
    ("Lavrov a déclaré ce jeudi", "2024-11-14"),
    ("Lavrov a déclaré jeudi soir", "2024-11-14"),
    ("Lavrov a déclaré jeudi dernier", "2024-11-07"),
    ("Lavrov a déclaré vendredi dernier", "2024-11-08"),
    ("Lavrov a déclaré hier", "2024-11-13"),
    ("Lavrov a déclaré avant-hier", "2024-11-12"),
    ("Lavrov a déclaré aujourd’hui", "2024-11-14"),
    ("Lavrov a déclaré il y a une semaine", "2024-11-07"),
    ("Lavrov a déclaré il y a trois jours", "2024-11-11"),
    ("Lavrov a déclaré il y a deux mois", "2024-09"),
    ("Lavrov a déclaré en mai", "2024-05"),
    ("Lavrov a déclaré en décembre", "2023-12"),
    ("Lavrov a déclaré en mai dernier", "2024-05"),
    ("Lavrov a déclaré à la mi-mars 2022", "2022-03"),
    ("Lavrov a déclaré le 11 novembre", "2024-11-11"),
    ("Lavrov a déclaré le 1er juin 2023", "2023-06-01"),
    ("Lavrov a déclaré lundi 11 novembre", "2024-11-11"),
    ("Lavrov a déclaré le mois dernier", "2024-10"),
    ("Lavrov a déclaré l’an dernier", "2023"),
    ("Lavrov a déclaré en 2019", "2019"),
    ("Lavrov a déclaré la semaine dernière", VAGUE),
    ("Lavrov a déclaré récemment", VAGUE),
    ("Lavrov a déclaré il y a quelques jours", VAGUE),
    ("Lavrov, qui se rendra à Niamey vendredi, a déclaré", None),
    ("Lavrov, attendu mardi prochain, a déclaré", None),
    ("Lavrov, ministre depuis mai, a déclaré", None),
    ("Avant le sommet de vendredi, Lavrov a déclaré", None),
    ("Lavrov a déclaré", None),
]


@pytest.mark.parametrize(
    ("language", "frame", "expected"),
    [
        pytest.param(language, frame, expected, id=f"{language}: {frame}")
        for language, cases in (("en", ENGLISH), ("ru", RUSSIAN), ("es", SPANISH), ("fr", FRENCH))
        for frame, expected in cases
    ],
)
def test_said_on(language: str, frame: str, expected: str | None) -> None:
    on = said_on(frame, PUBLISHED, language)
    assert (VAGUE if on.vague else on.edtf) == expected


@pytest.mark.parametrize(
    ("language", "frame", "expected"),
    [
        ("en", "Lavrov said on Monday", None),
        ("en", "Lavrov said on 11 November", None),
        ("en", "Lavrov said on 11 November 2024", "2024-11-11"),
        ("ru", "Лавров заявил в мае", None),
        ("ru", "Лавров заявил 11 ноября 2024 г.", "2024-11-11"),
        ("es", "Lavrov dijo ayer", None),
        ("es", "Lavrov dijo en mayo de 2023", "2023-05"),
        ("fr", "Lavrov a déclaré mardi", None),
        ("fr", "Lavrov a déclaré le 11/11/2024", "2024-11-11"),
    ],
)
def test_without_a_published_date_only_whole_dates_are_known(
    language: str, frame: str, expected: str | None
) -> None:
    assert said_on(frame, None, language).edtf == expected


def test_a_published_month_gives_no_day() -> None:
    assert said_on("Lavrov said on Monday", "2024-11", "en").edtf is None
    assert said_on("Lavrov said in May", "2024-11", "en").edtf == "2024-05"


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        (
            "en",
            "signed on May 5, 2012, in force since June 2013 until 2042",
            ["2012-05-05", "2013-06", "2042"],
        ),
        (
            "ru",
            "подписано 5 мая 2012 года, действует с июня 2013 года до 2042 года",
            ["2012-05-05", "2013-06", "2042"],
        ),
        (
            "es",
            "firmado el 5 de mayo de 2012, en vigor desde junio de 2013 hasta 2042",
            ["2012-05-05", "2013-06", "2042"],
        ),
        (
            "fr",
            "signé le 5 mai 2012, en vigueur depuis juin 2013 jusqu'en 2042",
            ["2012-05-05", "2013-06", "2042"],
        ),
        ("fr", "signé en août 2024 à Bamako", ["2024-08"]),
        ("en", "the base may stay until 2012", ["2012"]),
    ],
)
def test_written_dates(language: str, text: str, dates: list[str]) -> None:
    found = list(find_written_dates(fold(text), 0, len(text), PUBLISHED, language))
    assert [date.edtf for date in found] == dates
    assert edtf_of_written(fold(text), language) == dates[-1]
