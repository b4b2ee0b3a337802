"""Denials in four languages, and what only looks like one; in sentences of our own."""

import pytest

from app.clean.article import CleanArticle, LanguagePart
from app.extract.engine import extract_findings
from tests.extract.languages import PUBLISHED, read_one, statements_in
from tests.extract.reading import INDEX

SUBJECTS = {
    "en": "Russia keeps troops abroad, and a military base in Sudan.",
    "ru": "Россия держит войска за рубежом и военную базу в Судане.",
    "es": "Rusia mantiene tropas en el exterior y una base militar en Sudán.",
    "fr": "La Russie maintient des troupes à l'étranger et une base militaire au Soudan.",
}
LAVROV, PESKOV, PUTIN, SHOIGU = "Sergey Lavrov", "Dmitry Peskov", "Vladimir Putin", "Sergei Shoigu"
MADURO = "Nicolas Maduro"

DENIALS = [
    # Ignorance professed.
    (
        "fr",
        "La ministre des Affaires étrangères, Ann Roy, affirme ne pas être au courant d'une base.",
        "Ann Roy",
    ),
    ("fr", "Lavrov a affirmé ignorer tout d'un projet de base militaire.", LAVROV),
    ("es", "Lavrov afirmó desconocer los planes de una base militar.", LAVROV),
    (
        "en",
        "“I come to deny the sending of troops to a military base; this is a falsehood,” Lavrov wrote.",
        LAVROV,
    ),
    # A body's short name in brackets; a department's long one.
    ("es", "El presidente de la Asamblea Nacional (AN), Jorge Pérez, negó la base militar.", "Jorge Pérez"),
    ("fr", "« Pas de base militaire », a dit le chef de l'Union nationale (UN), Jean Petit.", "Jean Petit"),
    ("ru", "«Военной базы нет», — заявил глава Государственной думы (ГД) Иван Петров.", "Иван Петров"),
    ("en", "“There is no base,” said the speaker of the National Assembly (NA), Ann Lee.", "Ann Lee"),
    (
        "es",
        "«No hay base», dijo el jefe del Departamento para América Latina del Ministerio, Juan Ruiz.",
        "Juan Ruiz",
    ),
    # Nothing more than rumours; not one; no such thing.
    ("en", "“There is nothing to these reports of a military base,” Lavrov said.", LAVROV),
    ("en", "Lavrov said it was nothing more than idle gossip about a military base.", LAVROV),
    ("es", "Lavrov dijo que lo de la base militar no pasa de ser un rumor.", LAVROV),
    ("fr", "Selon Lavrov, ces bruits sur une base militaire ne sont que de simples allégations.", LAVROV),
    ("fr", "« Cette base militaire n'est qu'une rumeur », a dit Lavrov.", LAVROV),
    ("ru", "«Это не более чем слухи о военной базе», — сказал Лавров.", LAVROV),
    ("ru", "«Ни одного российского солдата в Мали нет», — сказал Лавров.", LAVROV),
    ("ru", "«Не было таких решений», — сказал Лавров о военной базе.", LAVROV),
    # Played down.
    ("en", "Lavrov poured cold water on reports of a military base in Sudan.", LAVROV),
    ("fr", "Lavrov a relativisé l'importance de la base militaire.", LAVROV),
    ("ru", "Лавров преуменьшил значение новой военной базы.", LAVROV),
    ("ru", "В Кремле развеяли слухи о военной базе в Судане.", "Кремль"),
    # The last of two who were named.
    ("fr", "Lavrov a vu Nicolas Maduro. Ce dernier a démenti l'ouverture d'une base militaire.", MADURO),
    ("es", "Lavrov vio a Nicolás Maduro. Este último negó la apertura de una base militar.", MADURO),
    ("en", "Lavrov met Nicolás Maduro. The latter denied that Russia seeks a military base.", MADURO),
    ("en", "Nicolás Maduro met Putin. The former denied that Russia seeks a military base.", MADURO),
    # What is not allowed, not heard of before, not on the agenda, or wished for in vain.
    ("en", "Lavrov said the constitution of Sudan forbids foreign military bases.", LAVROV),
    ("ru", "«Конституция Судана запрещает иностранные военные базы», — сказал Лавров.", LAVROV),
    ("es", "Lavrov recordó que la Constitución no permite bases militares extranjeras.", LAVROV),
    ("fr", "« La Constitution interdit les bases militaires étrangères », a déclaré Lavrov.", LAVROV),
    ("en", "“It is the first time I hear about a military base,” Lavrov said.", LAVROV),
    ("ru", "«Впервые слышу о такой военной базе», — сказал Песков.", PESKOV),
    ("fr", "« C'est la première fois que j'entends parler de cette base », a dit Lavrov.", LAVROV),
    ("es", "Lavrov dijo que Moscú no tiene ese tema de la base militar en su agenda.", LAVROV),
    ("es", "«Ojalá fuera verdad lo de la base militar», dijo Lavrov.", LAVROV),
    ("en", "“We wish it were true that there is a military base,” Lavrov said.", LAVROV),
    ("fr", "« Nous n'avons rien à voir avec ces mercenaires », a dit Lavrov.", LAVROV),
    # The denial's verb stands in the marks.
    ("en", "The Kremlin “categorically denies” reports of a military base in Libya.", "Kremlin"),
    ("ru", "Кремль «категорически опровергает сообщения о базе в Ливии».", "Кремль"),
    ("es", "El Kremlin «desmiente categóricamente los rumores sobre la base en Libia».", "Kremlin"),
    ("fr", "Le Kremlin « dément formellement les rumeurs sur la base en Libye ».", "Kremlin"),
    ("fr", "Le Kremlin « apporte un démenti à ces rumeurs » sur une base militaire.", "Kremlin"),
    # Not what the adjunct before the subject says.
    ("fr", "Lavrov est à Paris. À la radio, il a démenti la présence de troupes au Mali.", LAVROV),
    ("fr", "Lavrov est à Paris. À la radio, il a qualifié ces bruits sur la base d'inexacts.", LAVROV),
    ("es", "Lavrov está en París. En Madrid, ha negado la apertura de una base militar.", LAVROV),
    ("en", "Russia deemed “unfounded” the rumors about a military base in Libya.", "Russia"),
    # What is denied stands before its verb.
    ("ru", "Сообщения о новой базе опроверг Песков.", PESKOV),
    ("ru", "Министр обороны Сергей Шойгу сообщения о новой базе опроверг.", SHOIGU),
    ("ru", "Обвинения в размещении ракет в Судане Лавров категорически отверг.", LAVROV),
    ("ru", "Слухи о выводе базы из Судана опровергли в Кремле.", "Кремль"),
    ("ru", "В Кремле сообщения о передаче базы назвали ложью.", "Кремль"),
    ("ru", "Песков эти слухи о базе в Судане назвал вбросом.", PESKOV),
    (
        "ru",
        "Владимир Путин, отвечая на вопрос в Минске, слова о возвращении базы отверг: казна, сказал он, пуста.",
        PUTIN,
    ),
    ("ru", "Такие слухи министр обороны Сергей Шойгу назвал «чушью о базе».", SHOIGU),
    # The one who denies follows.
    ("fr", "Ce déploiement de troupes a été formellement démenti par Lavrov.", LAVROV),
    ("es", "La apertura de una base militar fue desmentida por Lavrov.", LAVROV),
    ("ru", "Сообщения о выводе войск были опровергнуты Лавровым.", LAVROV),
    ("ru", "Россия открестилась от строительства военной базы.", "Россия"),
    ("en", "“Such talks on a base are not underway,” Lavrov reassured.", LAVROV),
    # What is said, not what those who are denied say.
    ("fr", "Lavrov a démenti, mardi, des articles faisant état du déploiement de troupes au Mali.", LAVROV),
    ("es", "Lavrov dijo que eso de la base no es más que la fantasía de su autor.", LAVROV),
    ("en", "Lavrov noted that a Russian base in Minsk is not necessary: the army will do.", LAVROV),
    ("ru", "«У меня ни с кем не было разговора о базе», — сказал Лавров.", LAVROV),
    ("ru", "Подобные слухи о базе Лавров назвал «чушью».", LAVROV),
    ("en", "“Talks on a base are not underway”, – Lavrov said.", LAVROV),
    ("es", "El ministro Lavrov negó la base. «No habrá bases», dijo el político del Kremlin.", LAVROV),
    ("ru", "Лавров назвал ложью сообщения о том, что войска могли уйти с базы в Судане.", LAVROV),
    ("ru", "«Конечно, это ничто, кроме инсинуаций о базе. Мы союзники», — сказал Лавров.", LAVROV),
    ("en", "“Of course, there is no military base in Mali. We are friends,” Lavrov said.", LAVROV),
    # An outlet passes on what somebody says.
    ("fr", "D'après un communiqué lu à la radio, Lavrov a démenti la présence de troupes.", LAVROV),
    (
        "es",
        "El lunes Lavrov negó la base. «Es un bulo lo de las tropas», dice una nota publicada en la red.",
        LAVROV,
    ),
    # A denial that another relays.
    (
        "en",
        "The Kremlin has denied reports of a military base in Libya, spokesman Dmitry Peskov said.",
        PESKOV,
    ),
    ("en", "Lavrov said Russian troops are not in the country.", LAVROV),
    # Doing without.
    ("en", "“We managed without a base for years,” Lavrov said.", LAVROV),
    ("ru", "«Мы обойдёмся без базы», — сказал Лавров.", LAVROV),
    ("es", "«Nos arreglamos veinte años sin esa base», dijo Lavrov.", LAVROV),
    ("fr", "« Nous nous passerons de bases au Soudan », a déclaré Lavrov.", LAVROV),
    # What is untrue.
    ("fr", "« Une base au Soudan, c'est du roman », a déclaré Lavrov.", LAVROV),
    ("fr", "Lavrov a déclaré que Moscou n'ouvre de base à aucune armée.", LAVROV),
]


@pytest.mark.parametrize(("language", "text", "speaker"), DENIALS)
def test_a_denial(language: str, text: str, speaker: str) -> None:
    found = read_one(language, SUBJECTS[language], text)
    assert found is not None
    assert (found.speaker, found.kind) == (speaker, "denial")


NO_DENIALS = [
    ("fr", "Lavrov a dit que ce n'était qu'une première base militaire."),
    ("ru", "Лавров сказал, что на базе более чем сто военных."),
    ("fr", "« La base militaire restera, je n'ai rien à ajouter », a dit Lavrov."),
    ("es", "Lavrov dijo que en Malí la ley permite bases militares extranjeras."),
    ("en", "“The first time I saw the military base, it was new,” Lavrov said."),
    ("en", "Lavrov said he would not speak for or against a base in Cuba."),
    ("en", "“Of course, the military base is there. There are no plans to leave it,” Lavrov said."),
    ("en", "Lavrov said the troops did so without any order."),
    ("en", "Lavrov said he would like to stress that Russia will pay higher rent for its base."),
    ("es", "Según un informe de la agencia, Lavrov anunció que Rusia abrirá una base en Cuba."),
    ("ru", "Лавров сказал, что это не означает, что базу нельзя будет открыть."),
    ("ru", "Лавров сказал, что власти не имеют принципиальных возражений против базы."),
    ("ru", "Лавров сказал, что Москве не потребуется согласие Чада для использования базы."),
    ("ru", "Лавров сообщил, что учения на базе обошлись без пострадавших."),
    ("ru", "10 апреля Песков назвал базу в Судане важной для войск."),
    ("fr", "Lavrov a déclaré que Paris vend aux troupes une sécurité qu'elle ne livre pas."),
]


@pytest.mark.parametrize(("language", "text"), NO_DENIALS)
def test_no_denial(language: str, text: str) -> None:
    found = read_one(language, SUBJECTS[language], text)
    assert found is not None
    assert found.kind != "denial"


@pytest.mark.parametrize(
    ("language", "denial", "after"),
    [
        (
            "en",
            "Lavrov denied that Russia has a base in Mali.",
            "The reports on a base in Chad are baseless.",
        ),
        ("ru", "Лавров опроверг сообщения о базе.", "Данные о ракетах не соответствуют действительности."),
        ("es", "Lavrov negó que haya bases.", "Los informes sobre tropas carecen de todo fundamento."),
        ("fr", "Lavrov a démenti la base.", "La présence de soldats au Soudan relève de la pure invention."),
        ("fr", "Lavrov a démenti la base.", "La Russie n'enverrait pas de troupes au Soudan."),
        ("es", "Lavrov negó que haya bases.", "Rusia no enviaría tropas ni abriría una base militar."),
    ],
)
def test_a_denial_goes_on_without_its_speaker(language: str, denial: str, after: str) -> None:
    _, second = statements_in(language, SUBJECTS[language], f"{denial} {after}")
    assert (second.speaker, second.kind.value) == (LAVROV, "denial")


def test_a_verdict_on_a_denial_is_the_writers() -> None:
    text = "Lavrov denied that Russia has a base in Mali. The claim is baseless. This is baseless."
    assert len(statements_in("en", SUBJECTS["en"], text)) == 1
    text = "Lavrov said Russia opened a base in Mali. The reports on a base in Chad are baseless."
    assert len(statements_in("en", SUBJECTS["en"], text)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Paul Durand, ministre de la Défense, a démenti la base. « Pas de base », a dit le fils du roi."),
        ("es", "Juan Pérez, ministro de Defensa, negó la base. «No hay ninguna base», dijo el hijo del rey."),
        ("ru", "Министр обороны Иван Смирнов опроверг сообщения о базе. «Базы нет», — сказал сын короля."),
    ],
)  # fmt: skip
def test_a_family_describes_who_spoke_before(language: str, text: str) -> None:
    first, second = statements_in(language, SUBJECTS[language], text)
    assert first.speaker == second.speaker
    alone = text.split(". ", 1)[1]
    assert not statements_in(language, SUBJECTS[language], alone)


def test_words_in_marks_after_a_name_are_no_denial_by_themselves() -> None:
    for text in (
        "The Kremlin’s “rejected bid” for a military base was described in a report.",
        "The Kremlin “rejected bid” for a military base was described in a report.",
        "In a report on the Kremlin “denies” stands beside a military base.",
    ):
        assert statements_in("en", SUBJECTS["en"], text) == []


def test_he_goes_on_to_say() -> None:
    text = "Lavrov a assuré que la base resterait. Et d'ajouter : « Nous n'y avons pas de troupes. »"
    _, second = statements_in("fr", SUBJECTS["fr"], text)
    assert (second.speaker, second.kind.value) == (LAVROV, "denial")


def test_a_title_of_affairs_stands_before_its_name() -> None:
    text = "There is no military base, US under secretary for political affairs Ann Lee said. “No troops,” she said."
    assert [one.speaker for one in statements_in("en", SUBJECTS["en"], text)] == ["Ann Lee", "Ann Lee"]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "said_on"),
    [
        (
            "fr",
            "Lavrov a nié, dans un texte publié lundi que des soldats soient au Mali.",
            LAVROV,
            "2024-11-11",
        ),
        ("es", "Lavrov negó anoche que hubiese una base en Cuba.", LAVROV, "2024-11-13"),
        (
            "fr",
            "Lundi, Lavrov a déclaré à la Douma (chambre basse) que la base resterait.",
            LAVROV,
            "2024-11-11",
        ),
        ("en", "Lavrov, the minister, on Monday told reporters that a base will open.", LAVROV, "2024-11-11"),
        ("en", "Lavrov said last Monday the law forbids a base.", LAVROV, "2024-11-11"),
        (
            "es",
            "El jefe del Ejército de Cuba, general Pablo Ruiz Toca, negó el lunes que haya tropas.",
            "Pablo Ruiz Toca",
            "2024-11-11",
        ),
    ],
)
def test_who_and_when(language: str, text: str, speaker: str, said_on: str) -> None:
    found = read_one(language, SUBJECTS[language], text)
    assert found is not None
    assert (found.speaker, found.said_on) == (speaker, said_on)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "Lavrov a déclaré, à ce propos :\n\n« La base n'existe pas. »", "La base n'existe pas."),
        ("ru", "«Базы нет, и войск нет», — передаёт слова Лаврова агентство.", "Базы нет, и войск нет"),
        ("ru", "Прибыл Владимир Макей, глава МИД. «База не нужна», — заявил Макей.", "База не нужна"),
    ],
)
def test_a_quotation_has_its_speaker(language: str, text: str, said: str) -> None:
    [one] = statements_in(language, SUBJECTS[language], text)
    assert one.kind.value == "denial"
    assert one.span.of(f"{SUBJECTS[language]}\n\n{text}") == said


def test_what_an_outlet_says_somebody_did_is_not_his_words() -> None:
    text = "Газета со ссылкой на источники сообщила, что власти Судана предложили России новую базу."
    assert statements_in("ru", SUBJECTS["ru"], text) == []


def test_this_in_the_first_sentence_is_what_the_title_says() -> None:
    text = "L'ambassade de Russie a qualifié cette annonce de mensonge. Moscou garde des troupes au Soudan."
    article = CleanArticle("Une base militaire russe au Soudan ?", None, None, PUBLISHED, "fr", text, "")
    [one] = extract_findings(article, INDEX).statements
    assert one.kind.value == "denial"


def test_a_summary_in_another_language_is_of_the_subject_of_its_article() -> None:
    french = f"{SUBJECTS['fr']} Lavrov a démenti l'envoi de troupes.\n\n"
    english = "Summary. The ministry categorically denies that armed elements occupy the base."
    parts = (LanguagePart(0, len(french), "fr"), LanguagePart(len(french), len(french + english), "en"))
    article = CleanArticle(None, None, None, PUBLISHED, "fr", french + english, "", parts=parts)
    found = extract_findings(article, INDEX).statements
    assert [one.kind.value for one in found] == ["denial", "denial"]
