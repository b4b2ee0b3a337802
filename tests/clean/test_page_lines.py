"""Lines that pages of one language put between the paragraphs of an article, and lines that only look like them."""

import pytest

from app.clean import clean
from app.intake.raw import MediaType, RawArticle

ARTICLES = {
    "en": [
        "The deputy minister said on Monday that the garrison in the north would not be enlarged this year.",
        "“We have no plans of that kind,” he told reporters after the talks in the capital.",
        "The two states signed an accord on the garrison in 2012, and it runs for thirty years.",
    ],
    "ru": [
        "Заместитель министра заявил в понедельник, что гарнизон на севере не увеличат в этом году.",
        "«У нас нет таких планов», — сказал он журналистам после переговоров в столице.",
        "Договор о гарнизоне подписан в 2012 году и действует тридцать лет, напомнил министр.",
    ],
    "es": [
        "El viceministro dijo el lunes que la guarnición del norte no será ampliada este año.",
        "«No tenemos planes de ese tipo», dijo a los periodistas tras las conversaciones.",
        "El acuerdo sobre la guarnición se firmó en 2012 y tiene vigencia de treinta años.",
    ],
    "fr": [
        "Le vice-ministre a dit lundi que la garnison du nord ne serait pas agrandie cette année.",
        "« Nous n’avons aucun projet de ce genre », a-t-il dit aux journalistes après les pourparlers.",
        "L’accord sur la garnison a été signé en 2012 et court sur trente ans.",
    ],
}

LINES = {
    "en": [
        "READ: Talks go on in the capital", "WATCH: Minister speaks on the garrison", "[Ann Lee/Al Jazeera]",
        "CLICK HERE TO GET THE EXAMPLE APP", "Republished with permission", "Purchase Licensing Rights", "Loading...",
        "Open image in gallery", "—Associated Press writer Ann Lee contributed to this report.", "Exit mobile version",
        "(With inputs from agencies)", "No media source currently available", "Facebook Twitter RSS",
        "Please read our Comment Policy before commenting.", "Russian Foreign Ministry/Handout", "Download PDF",
    ],
    "ru": [
        "Видео дня", "УкраїнськаУКР", "4,7 т.", "Читайте: Министры обсудят вопрос о базе", "Пример.Ru в Telegram",
        "Новые комментарии +", "Предыдущие новости", "Материал подготовил Иван Петров", "Код для вставки",
        "Подробнее — в сюжете «Гарнизон»", "Оставайтесь с нами: мы в MAX и ВКонтакте", "Слушать новость",
        "Реклама. ООО «Пример». erid: 2VtzqwXYZ", "Самые важные новости — в Telegram", "Фото: Минобороны РФ / ТАСС",
        "Этот материал создан и распространён иностранным агентом ООО «Пример»", "Прямая трансляция",
        "Добро пожаловать на портал Пример.Сайт !", "Изображение создано нейросетью", "Яндекс.Метрика Яндекс.Метрика",
    ],
    "es": [
        "También lee: Siguen las conversaciones", "Le puede interesar: Siguen las conversaciones", "Seguir leyendo",
        "Nota relacionada: Siguen las conversaciones", "Con información de AFP y Reuters", "Síguenos en Google News",
        "Recibe las noticias en tu correo", "¿Quieres añadir otro usuario a tu suscripción?", "Redacción Ejemplo",
        "Tu suscripción se está usando en otro dispositivo", "Contenido exclusivo para suscriptores", "EFE/Ana Li",
    ],
    "fr": [
        "À lire aussi Les pourparlers continuent dans la capitale", "La suite après la publicité", "Je m’abonne",
        "Lire aussi Article réservé à nos abonnés Les pourparlers continuent", "(Avec AFP)", "Le Monde avec AFP",
        "Recevez toute l’actualité directement dans votre boîte mail", "Écouter cet article", "Image d’illustration.",
    ],
}  # fmt: skip

PARAGRAPHS = {
    "en": [
        "Watch posts along the border were handed over in May, the minister said.",
        "Read in full, the statement says nothing of a base, he told the agency.",
        "With reports of new troops coming in, the ministry denied that any had left the garrison.",
    ],
    "ru": [
        "Более 1,5 тыс. военных находятся на базе, сообщил министр.",
        "Этот материал министр передал журналистам и назвал его ложью.",
        "Реклама службы по контракту появилась в Гюмри, сообщил посол.",
        "На русском языке переговоры вёл посол, сообщили в ведомстве.",
    ],
    "es": ["Con información de inteligencia falsa, dijo el ministro, se inventó una base que no existe."],
    "fr": ["Avec l’AFP, le ministre a parlé d’une base qui n’existe pas."],
}


def text_with(language: str, line: str) -> list[str]:
    first, *rest = ARTICLES[language]
    body = "\n\n".join([first, line, *rest])
    return clean(RawArticle("a.txt", body, MediaType.TEXT, title="Another headline altogether")).text.split(
        "\n\n"
    )


@pytest.mark.parametrize(
    ("language", "line"), [(language, line) for language in LINES for line in LINES[language]]
)
def test_a_line_of_the_page_goes(language: str, line: str) -> None:
    assert text_with(language, line) == ARTICLES[language]


@pytest.mark.parametrize(
    ("language", "line"), [(key, line) for key in PARAGRAPHS for line in PARAGRAPHS[key]]
)
def test_a_sentence_that_looks_like_one_stays(language: str, line: str) -> None:
    first, *rest = ARTICLES[language]
    assert text_with(language, line) == [first, line, *rest]
