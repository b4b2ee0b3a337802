"""Russian statements in our own sentences: who says what, of which kind, and what is no statement."""

import pytest

from app.clean.article import CleanArticle, LanguagePart
from app.extract.engine import extract_findings
from app.extract.findings import FoundStatement
from tests.extract.reading import INDEX, PUBLISHED, SUBJECT

RUSSIAN = "Россия держит войска за рубежом и военную базу."
LAVROV, PESKOV, ZAKHAROVA, SHOIGU = "Sergey Lavrov", "Dmitry Peskov", "Maria Zakharova", "Sergei Shoigu"
PUTIN, LUKASHENKO = "Vladimir Putin", "Alexander Lukashenko"


def read(text: str, *, title: str | None = None) -> list[tuple[FoundStatement, str]]:
    """The statements of an article that opens with our subject, each with its words."""
    whole = f"{RUSSIAN}\n\n{text}"
    article = CleanArticle(title, None, None, PUBLISHED, "ru", whole, "")
    return [(one, one.span.of(whole)) for one in extract_findings(article, INDEX).statements]


READINGS = [
    # Where the speaker stands.
    ("Песков заявил, что Россия не планирует строить базу в Судане.", PESKOV, "denial", "base"),
    ("Россия не планирует строить базу в Судане, заявил Песков.", PESKOV, "denial", "base"),
    ("Россия не планирует строить базу в Судане, — заявил журналистам Песков.", PESKOV, "denial", "base"),
    ("Как сообщил Песков, Россия не планирует строить базу в Судане.", PESKOV, "denial", "base"),
    ("Россия, как заявил Песков, не планирует строить базу в Судане.", PESKOV, "denial", "base"),
    ("По словам Пескова, Россия не планирует строить базу в Судане.", PESKOV, "denial", "base"),
    ("Россия не планирует строить базу в Судане, по словам Пескова.", PESKOV, "denial", "base"),
    ("Согласно заявлению Пескова, Россия не планирует строить базу.", PESKOV, "denial", "base"),
    ("Россия не строит базу, сообщает ТАСС со ссылкой на Пескова.", PESKOV, "denial", "base"),
    ("ТАСС со ссылкой на Пескова сообщает, что Россия не строит базу.", PESKOV, "denial", "base"),
    ("Песков, отвечая на вопрос о базе, заявил, что войска не покинут Сирию.", PESKOV, "denial", "withdrawal"),
    ("После встречи с Рахмоном Лавров сообщил, что база в Таджикистане останется.", LAVROV, "announcement", "base"),
    ("Лавров дал интервью, в котором отрицает, что войска покинут базу.", LAVROV, "denial", "withdrawal"),
    ("Однако Песков утверждает, что базы в Судане нет.", PESKOV, "denial", "base"),
    ("«Баз нам не нужно», — приводит слова президента Белоруссии Лукашенко БелТА.", LUKASHENKO, "denial", "base"),
    ("«Баз нам не нужно», — цитирует РИА Новости Пескова.", PESKOV, "denial", "base"),
    ("Базы в Чаде нет, — сообщил газете The Daily Drum Песков.", PESKOV, "denial", "base"),
    ("Учения на базе завершились, сообщили в ЦВО.", "ЦВО", "announcement", "exercise"),
    ("«Войск в Чаде нет», — подчеркнул, в частности, Песков.", PESKOV, "denial", "deployment"),
    ("«Войск в Чаде нет», — сказал, отвечая на вопрос, Песков.", PESKOV, "denial", "deployment"),
    ("О выводе российских войск из Сирии сообщил Песков.", PESKOV, "comment", "withdrawal"),
    ("В Сочи Путин заявил, что российские войска останутся в Абхазии.", PUTIN, "announcement", "deployment"),
    # Titles, bodies and governments.
    ("Глава МИД РФ заявил, что войска не будут выведены из Молдавии.", LAVROV, "denial", "withdrawal"),
    ("Пресс-секретарь президента РФ Дмитрий Песков сообщил, что войск в Чаде нет.", PESKOV, "denial", "deployment"),
    ("По словам пресс-секретаря президента России, войск в Чаде нет.", PESKOV, "denial", "deployment"),
    ("По словам министра обороны РФ Сергея Шойгу, база в Гюмри будет усилена.", SHOIGU, "announcement", "base"),
    ("Представитель МИД России Мария Захарова отметила, что войск там нет.", ZAKHAROVA, "denial", "deployment"),
    ("С. Лавров подчеркнул, что войска не покинут базу.", LAVROV, "denial", "withdrawal"),
    ("Президент Белоруссии Александр Лукашенко заявил, что в стране нет российских баз.", LUKASHENKO, "denial", "base"),
    ("В МИД заявили, что войска не будут выведены из Молдавии.", "МИД", "denial", "withdrawal"),
    ("В Кремле сообщили, что базы в Судане нет.", "Кремль", "denial", "base"),
    ("В российском МИДе сообщили, что база продолжает работать.", "МИД", "confirmation", "base"),
    ("Минобороны России сообщило, что начались учения в Белоруссии.", "Минобороны России", "announcement", "exercise"),
    ("В посольстве России в Судане опровергли сообщения о базе.", "посольство России в Судане", "denial", "base"),
    ("«База не строится», — говорится в заявлении МИД России.", "МИД России", "denial", "base"),
    ("Ереван заявил, что российские войска не покинут базу.", "Ереван", "denial", "withdrawal"),
    ("В Киеве заявили, что Россия усиливает базу в Приднестровье.", "Киев", "comment", "base"),
    ("Власти Судана сообщили, что базы в стране нет.", "Власти Судана", "denial", "base"),
    ("Посол Судана Хасан Дирар заявил, что база не будет построена.", "Хасан Дирар", "denial", "base"),
    ("Накануне глава МИД России Сергей Лавров заявил, что базы в Чаде нет.", LAVROV, "denial", "base"),
    ("Глава МИД РФ, в свою очередь, заверил, что базы в Чаде нет.", LAVROV, "denial", "base"),
    ("Пресс-секретарь российского лидера Дмитрий Песков сказал, что войск в Чаде нет.", PESKOV, "denial", "deployment"),
    ("«Да, войска в Чаде есть», — лаконично ответил Песков.", PESKOV, "confirmation", "deployment"),
    ("«Войск в Чаде нет», — сообщил «Интерфаксу» представитель Кремля.", PESKOV, "denial", "deployment"),
    ("Секретарь фракции парламента «Наш край» Артур Минасян заявил, что базы нет.", "Артур Минасян", "denial", "base"),
    ("Депутат по оборонным делам Андрей Климкин заявил, что базы нет.", "Андрей Климкин", "denial", "base"),
    ("Базы в Чаде нет, об этом заявил глава МИД РФ Сергей Лавров.", LAVROV, "denial", "base"),
    ("Базы в Чаде нет. Об этом говорится в заявлении посольства РФ в Чаде.", "посольство РФ в Чаде", "denial", "base"),
    ("Москва осуждает базу. С таким заявлением выступила Мария Захарова.", ZAKHAROVA, "criticism", "base"),
    ("В МИД опровергли слова о базе. Такое заявление сделала Мария Захарова.", ZAKHAROVA, "denial", "base"),
    ("В Чаде заявили, что российской базы не будет.", "Чад", "denial", "base"),
    ("Базы в Чаде нет. Как пишет Vesti.az со ссылкой на СМИ, об этом заявил Лавров.", LAVROV, "denial", "base"),
    ("Спецпредставитель по Ближнему Востоку Дмитрий Песков сказал, что базы нет.", PESKOV, "denial", "base"),
    ('Секретарь "Совета безопасности" Чада Артур Минасян заявил, что базы нет.', "Артур Минасян", "denial", "base"),
    ('Баз в Чаде нет. Об этом заявил Песков, передает "ДС" со ссылкой на "Интерфакс".', PESKOV, "denial", "base"),
    ("Лавров сказал, что Россия ведёт с Чадом переговоры о базе.", LAVROV, "confirmation", "base"),
    ("Войска покинут базу. Лавров сообщил, что Москва решение «никак не обсуждала».", LAVROV, "denial", "other"),
    ("Лавров сказал, что «Нерушимое братство» в этом году не состоится.", LAVROV, "announcement", "exercise"),
    ("«Выдумки. Ни о какой базе в Чаде речи не идёт. Уйти просил Чад», — сказал Лавров.", LAVROV, "denial", "base"),
    # What the speaker does.
    ("Захарова опровергла сообщения о российской базе в Судане.", ZAKHAROVA, "denial", "base"),
    ("Лавров категорически отверг обвинения в размещении наемников.", LAVROV, "denial", "deployment"),
    ("Песков исключил размещение военной базы на Кубе.", PESKOV, "denial", "base"),
    ("Песков не исключил размещение военной базы на Кубе.", PESKOV, "comment", "base"),
    ("Песков назвал сообщения о базе «вымыслом».", PESKOV, "denial", "base"),
    ("Лавров заявил, что речи о военной базе не идет.", LAVROV, "denial", "base"),
    ("Лавров заявил, что сообщения о базе не соответствуют действительности.", LAVROV, "denial", "base"),
    ("Лавров заявил, что Россия не имеет отношения к этим войскам.", LAVROV, "denial", "deployment"),
    ("Лавров заявил, что военная база не самоцель.", LAVROV, "denial", "base"),
    ("Лавров отметил, что Россия не нуждается в базе на Кубе.", LAVROV, "denial", "base"),
    ("Лавров заявил, что вопрос о базе не обсуждался.", LAVROV, "denial", "base"),
    ("Лавров напомнил, что Россия не разместит базу в Чаде.", LAVROV, "denial", "base"),
    ("Лавров заявил, что просьб о базе Москва пока не получала.", LAVROV, "denial", "base"),
    ("Песков назвал сообщения об уходе миротворцев «вбросом».", PESKOV, "denial", "withdrawal"),
    ("Комментируя сообщения о базе в Чаде, Песков сказал, что это фантазии.", PESKOV, "denial", "base"),
    ("В Кремле заявляли, что никаких солдат российской армии там нет.", "Кремль", "denial", "deployment"),
    ("Песков сказал, что решений о базе, насколько известно, не было.", PESKOV, "denial", "base"),
    ("Песков сказал, что сообщения о базе не подтверждены ничем.", PESKOV, "denial", "base"),
    ("Песков сказал, что Чад и Россия согласовали вывод войск.", PESKOV, "announcement", "withdrawal"),
    ("Песков сказал, что посты пограничников на юге будут сняты.", PESKOV, "announcement", "withdrawal"),
    ("Песков сказал, что пока не готов комментировать планы базы.", PESKOV, "comment", "base"),
    ("Песков заявил об отсутствии планов вывода базы.", PESKOV, "denial", "withdrawal"),
    ("Песков сказал, что Чад исключает возможность размещения базы.", PESKOV, "denial", "base"),
    ("«Разговора такого о базе у нас нет, подобного разговора нет», — сказал Песков.", PESKOV, "denial", "base"),
    ("Песков сказал, что база действует по договору, а не договору аренды.", PESKOV, "confirmation", "base"),
    ("«Не хочу ничего подтверждать, ничего исключать о базе не буду», — сказал Песков.", PESKOV, "comment", "base"),
    ("«Действительно, вывод войск согласован», — сказал Песков.", PESKOV, "confirmation", "withdrawal"),
    ("Песков сказал, что тема базы была озвучена.", PESKOV, "confirmation", "base"),
    ("Шойгу говорил, что ведомство рассматривает размещение базы в Чаде.", SHOIGU, "proposal", "base"),
    ("Лавров подтвердил, что российские инструкторы находятся в Мали.", LAVROV, "confirmation", "deployment"),
    ("Лавров признал наличие инструкторов в Мали.", LAVROV, "confirmation", "deployment"),
    ("Лавров предупредил, что ракеты в Польше приведут к эскалации.", LAVROV, "warning", "deployment"),
    ("Захарова осудила размещение американских ракет в Японии.", ZAKHAROVA, "criticism", "deployment"),
    ("Лавров предложил Мали военную помощь.", LAVROV, "proposal", "military_aid"),
    ("Путин заявил, что Россия готова поставить оружие Мали.", PUTIN, "proposal", "military_aid"),
    ("Шойгу объявил о начале учений на базе в Таджикистане.", SHOIGU, "announcement", "exercise"),
    ("Лавров встретился с Рахмоном и сообщил, что контингент будет увеличен.", LAVROV, "announcement", "deployment"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "kind", "topic"), READINGS, ids=[case[0] for case in READINGS])
def test_reading(text: str, speaker: str, kind: str, topic: str) -> None:
    found = [(one.speaker, one.kind, one.topic) for one, _ in read(text)]
    assert found == [(speaker, kind, topic)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("«Базы в Судане нет», — сказал Песков.", "Базы в Судане нет"),
        ('"Базы в Судане нет", - сказал Песков.', "Базы в Судане нет"),
        ("„Базы в Судане нет“, — сказал Песков.", "Базы в Судане нет"),
        ("“Базы в Судане нет”, — сказал Песков.", "Базы в Судане нет"),
        ("Песков: «Базы в Судане нет».", "Базы в Судане нет"),
        ("Песков подчеркнул: «Базы в Судане нет».", "Базы в Судане нет"),
        ("«Слухи о „базе“ в Судане — ложь», — сказал Песков.", "Слухи о „базе“ в Судане — ложь"),
        ('"Слухи о "базе" в Судане — ложь", — сказал Песков.', 'Слухи о "базе" в Судане — ложь'),
        ("— Базы в Судане нет, — сказал Песков.", "Базы в Судане нет"),
    ],
)
def test_direct_words(text: str, said: str) -> None:
    [(one, words)] = read(text)
    assert (one.speaker, one.mode, words) == (PESKOV, "direct", said)


def test_words_broken_by_the_writer_are_one_statement() -> None:
    [(one, words)] = read("«Мы не планируем, — подчеркнул глава МИД РФ Сергей Лавров, — создавать базу».")
    assert (one.speaker, one.mode, one.kind) == (LAVROV, "direct", "denial")
    assert (words[:15], words[-14:]) == ("Мы не планируем", "создавать базу")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Песков выступил в Минске. Он добавил, что базы в Судане нет.", PESKOV, id="he"),
        pytest.param("«Войск нет», — сказала Захарова. По ее словам, нет и базы.", ZAKHAROVA, id="by her words"),
        pytest.param("«Войск нет», — сказала Захарова. Дипломат напомнила, что нет и базы.", ZAKHAROVA, id="diplomat"),
        pytest.param("В Бамако прибыл Лавров. Министр сообщил, что базы в Мали нет.", LAVROV, id="the minister"),
        pytest.param("Базы в Судане нет. Об этом в среду журналистам сообщил Песков.", PESKOV, id="told after it"),
        pytest.param("Базы в Судане нет. Песков сообщил об этом в среду.", PESKOV, id="told of it"),
        pytest.param("Базы в Судане нет. Об этом, как пишет ТАСС, заявил Песков.", PESKOV, id="told to an agency"),
        pytest.param(
            "Базы в Судане нет. Такое заявление сделал глава МИД РФ Сергей Лавров.", LAVROV, id="such a statement"
        ),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, speaker: str) -> None:
    assert read(text)[-1][0].speaker == speaker


def test_a_body_is_told_by_what_it_is_after_its_full_name() -> None:
    found = read(
        "МИД Грузии осудил базу в Очамчире. В заявлении ведомства, распространённом утром, говорится: «Войска уйдут»."
    )
    assert [one.speaker for one, _ in found] == ["МИД Грузии", "МИД Грузии"]


def test_what_others_say_is_not_the_words_of_who_comments_on_it() -> None:
    assert read("Лавров прокомментировал заявления о том, что Россия вывела корабли с базы в Чаде.") == []
    assert read("Рябкова попросили рассказать о базе на Кубе.") == []
    assert read("Лавров прокомментировал слова Пескова о том, что войска останутся на базе.") == []


def test_a_heading_in_marks_is_no_quotation() -> None:
    found = read("Лавров сообщил о базе в Чаде.\n\n«Пункт военного базирования»\n\nБольше он не сказал.")
    assert [one.mode for one, _ in found] == ["indirect"]


def test_a_paragraph_that_lost_its_marks_is_a_quotation() -> None:
    found = read("У нас нет планов вывода базы. С Москвой у нас партнерство, — сказал Лавров.")
    assert [(one.speaker, one.mode, one.kind, words[:5]) for one, words in found] == [
        (LAVROV, "direct", "denial", "У нас")
    ]


INTERVIEW = """Министр иностранных дел России Сергей Лавров ответил на вопросы газеты.

— Россия откроет базу в Чаде?

— Нет. Мы не планируем размещать там базу.

— А ведь обещали.

— Мы обещали лишь прислать инструкторов, если их попросят. Их не просили.

— Вы поедете в Нджамену?

— Пока не знаю.

Беседовал Иван Смирнов"""


def test_the_answers_of_an_interview_that_dashes_open() -> None:
    found = read(INTERVIEW)
    assert {(one.speaker, one.mode) for one, _ in found} == {(LAVROV, "direct")}
    assert [words.split(maxsplit=1)[0] for _, words in found] == ["Нет.", "Мы"]
    assert found[0][0].kind == "denial"


def test_a_story_whose_lines_tell_who_speaks_is_no_interview() -> None:
    told = INTERVIEW.replace("там базу.", "там базу, — сказал сторож.").replace(
        "не просили.", "не просили, — сказал сторож."
    )
    assert all(one.speaker != LAVROV for one, _ in read(told))


def test_an_answer_of_a_briefing_goes_on_in_the_next_paragraph() -> None:
    text = """Вопрос: Откроет ли Россия базу в Чаде?

Сергей Лавров: Нет. Таких планов нет.

Если говорить о Нигере, то наши военные находятся там.

Вопрос: Жалуются ли на базу в Канте?

Сергей Лавров: С такими жалобами к нам не обращались. Спасибо, на этом закончим."""
    first, second = read(text)
    assert first[1].endswith("военные находятся там.")
    assert (second[0].kind, second[0].topic) == ("denial", "base")
    assert second[1] == "С такими жалобами к нам не обращались."


def test_a_line_of_dialogue_is_one_statement() -> None:
    [(one, words)] = read("— Войск там нет. Базы тоже нет, — сказал Песков. — Планов таких нет. Это ложь.")
    assert (one.speaker, one.mode, one.kind) == (PESKOV, "direct", "denial")
    assert (words[:11], words[-10:]) == ("Войск там н", " Это ложь.")


def test_a_sentence_without_a_subject_goes_on() -> None:
    found = read("Лавров заявил, что войск в Чаде нет. А также заверил, что базы не будет.")
    assert [one.speaker for one, _ in found] == [LAVROV, LAVROV]


def test_he_who_told_the_sentence_before_is_its_subject() -> None:
    found = read("Лукашенко не видит необходимости в российской базе. Об этом он заявил в Минске.")
    assert [(one.speaker, one.kind) for one, _ in found] == [(LUKASHENKO, "denial")]


def test_surname_in_a_case_form_of_a_new_person() -> None:
    text = "Посол Судана Хасан Дирар прибыл в Москву. По словам Дирара, базы в стране нет."
    assert [one.speaker for one, _ in read(text)] == ["Хасан Дирар"]


@pytest.mark.parametrize(
    "text",
    [
        "По мнению экспертов, Россия построит военную базу в Судане.",
        "Военный аналитик Иван Сидоренко считает, что Россия построит базу в Судане.",
        "СМИ сообщили, что Россия построит военную базу в Судане.",
        "Россия построит военную базу в Судане, сообщает ТАСС.",
        "Источник в правительстве рассказал, что Россия построит базу в Судане.",
        "Писатель и краевед Семен Песков сообщил, что Россия построит базу в Судане.",
        "Бывший министр Петр Иваненко заявил, что Россия построит базу в Судане.",
        "Лавров заявил, что нормативная база торговли будет расширена.",
        "Лавров заявил, что база данных туристов будет создана.",
        "Лавров сообщил, что сборная готовится на спортивной базе.",
        "Россия разместила войска на военной базе в Сирии.",
        "Лавров прибыл в Бамако и посетил военную базу.",
        "Песков не стал комментировать сообщения о базе.",
        "База, о которой рассказал Песков, находится в Судане.",
    ],
)
def test_no_statement(text: str) -> None:
    assert read(text) == []


def test_two_who_speak_as_one_are_neither() -> None:
    [(one, _)] = read("Лавров и министр обороны Мали Садио Камара заявили, что база останется.")
    assert (one.speaker, one.official) == ("Лавров и министр обороны Мали Садио Камара", None)


def test_what_one_says_that_another_said_is_not_the_others() -> None:
    [(one, _)] = read("Песков напомнил, что власти Судана предложили России создать базу.")
    assert one.speaker == PESKOV


def test_answers_of_a_transcript() -> None:
    text = (
        "Вопрос: Будет ли база в Судане?\n\nС.В.Лавров: Мы не планируем военную базу в Судане. Таких решений нет.\n\n"
        "Вопрос: А войска?\n\nС.В.Лавров: Наших войск там нет."
    )
    found = read(text)
    assert [one.speaker for one, _ in found] == [LAVROV, LAVROV]
    assert found[0][1].startswith("Мы не планируем")


def test_an_answer_goes_on_over_paragraphs() -> None:
    text = (
        "Интервью Министра иностранных дел России С.В.Лаврова\n\nВопрос: Будет ли база в Судане?\n\n"
        "Ответ: Мы этого не планируем.\n\nВойск в Судане у нас тоже нет.\n\nВопрос: А учения на базе в Мали будут?"
    )
    assert [(one.speaker, one.mode, one.kind) for one, _ in read(text)][-1] == (LAVROV, "direct", "denial")
    assert not any("учения" in words for _, words in read(text))


def test_each_language_of_an_article_is_read_as_its_own() -> None:
    russian = "По словам Лаврова, войска не покинут базу в Сирии."
    text = f"{SUBJECT}\n\nLavrov said the base in Syria will stay.\n\n{RUSSIAN}\n\n{russian}"
    cut = text.index(RUSSIAN)
    parts = (LanguagePart(0, cut, "en"), LanguagePart(cut, len(text), "ru"))
    article = CleanArticle(None, None, None, PUBLISHED, "en", text, "", parts=parts)
    found = [(one.speaker, one.span.of(text)) for one in extract_findings(article, INDEX).statements]
    assert found == [(LAVROV, "Lavrov said the base in Syria will stay."), (LAVROV, russian)]
