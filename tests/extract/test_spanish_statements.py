"""Statements in Spanish: who says what, of which kind and topic, on which day; in sentences of our own."""

import pytest

from tests.extract.languages import Reading, nothing_said, read_one, statements_in

SPANISH = "Rusia mantiene tropas en el extranjero y una base militar."
LAVROV, PESKOV, ZAKHAROVA = "Sergey Lavrov", "Dmitry Peskov", "Maria Zakharova"

READINGS = [
    # Before the verb, after it, inside a quotation.
    ("Lavrov negó que Rusia planee una base militar en Venezuela.", LAVROV, "denial", "base"),
    (
        "El canciller ruso, Serguéi Lavrov, desmintió la existencia de una base en Malí.",
        LAVROV,
        "denial",
        "base",
    ),
    (
        "«No hay planes de abrir una base en Cuba», dijo el portavoz del Kremlin, Dmitri Peskov.",
        PESKOV,
        "denial",
        "base",
    ),
    (
        "“No tenemos tropas en Libia”, aseguró la portavoz de Exteriores, María Zajárova.",
        ZAKHAROVA,
        "denial",
        "deployment",
    ),
    ('"Rusia no construirá una base en Sudán", declaró este martes Lavrov.', LAVROV, "denial", "base"),
    ("Rusia no tiene bases en Sudán, dijo Lavrov.", LAVROV, "denial", "base"),
    ("—No tenemos bases en Sudán —dijo Lavrov—.", LAVROV, "denial", "base"),
    ("Lavrov: «No habrá base militar en Nicaragua».", LAVROV, "denial", "base"),
    ("Según Lavrov, los instructores rusos seguirán en Malí.", LAVROV, "announcement", "deployment"),
    (
        "De acuerdo con el portavoz del Kremlin, las tropas se retirarán de Siria.",
        PESKOV,
        "announcement",
        "withdrawal",
    ),
    ("Lavrov ha dicho que los militares rusos permanecen en Siria.", LAVROV, "confirmation", "deployment"),
    ("Lavrov había anunciado el envío de instructores a Níger.", LAVROV, "announcement", "deployment"),
    (
        "El ministro ruso de Exteriores, tras reunirse con su homólogo, afirmó que Rusia enviará armas a Malí.",
        LAVROV,
        "announcement",
        "military_aid",
    ),
    (
        "La portavoz de la cancillería rusa rechazó las acusaciones sobre mercenarios rusos en Malí.",
        ZAKHAROVA,
        "denial",
        "deployment",
    ),
    (
        "El jefe de la diplomacia rusa advirtió contra el despliegue de misiles en Polonia.",
        LAVROV,
        "warning",
        "deployment",
    ),
    ("El Kremlin descartó este lunes una nueva base en Cuba.", "Kremlin", "denial", "base"),
    ("Moscú negó el despliegue de tropas en Venezuela.", "Moscú", "denial", "deployment"),
    ("En el Kremlin aseguraron que no hay tropas rusas en Sudán.", "Kremlin", "denial", "deployment"),
    (
        "El Ministerio de Defensa de Rusia confirmó la llegada de sus militares a Niamey.",
        "Ministerio de Defensa de Rusia",
        "confirmation",
        "deployment",
    ),
    (
        "El embajador de Venezuela en Moscú, Carlos Faría, calificó de «mentira» la noticia sobre la base rusa.",
        "Carlos Faria",
        "denial",
        "base",
    ),
    (
        "Rusia reforzará su base, informó el portavoz de Defensa, general mayor Ígor Konashénkov.",
        "Igor Konashenkov",
        "announcement",
        "base",
    ),
    ("El canciller ruso, Serguéi Lavrov, rechazó el informe sobre la base rusa.", LAVROV, "denial", "base"),
    (
        "Peskov, el portavoz, desmintió en la red X que exista una base rusa en Cuba.",
        PESKOV,
        "denial",
        "base",
    ),
    (
        "Lavrov recordó una cooperación militar que describió como normal.",
        LAVROV,
        "confirmation",
        "military_aid",
    ),
    (
        "El diario entrevistó a Serguéi Riabkov, negociador de la delegación, quien negó una base en Cuba.",
        "Sergei Ryabkov",
        "denial",
        "base",
    ),
    (
        "El ministro cubano habló con Serguéi Lavrov, quien negó una base militar en Cuba.",
        LAVROV,
        "denial",
        "base",
    ),
    # Stance: what is a denial, and what only looks like one.
    ("Lavrov no descartó una base naval en Sudán.", LAVROV, "comment", "base"),
    ("Lavrov no confirmó ni desmintió la llegada de tropas rusas.", LAVROV, "comment", "deployment"),
    ("Lavrov dijo que las informaciones sobre la base no son ciertas.", LAVROV, "denial", "base"),
    ("Lavrov dijo que eso no tiene nada que ver con una base militar.", LAVROV, "denial", "base"),
    (
        "Lavrov dijo que no se ha recibido ninguna solicitud de ayuda militar.",
        LAVROV,
        "denial",
        "military_aid",
    ),
    (
        "Lavrov dijo que la presencia militar de Francia es una violación de la soberanía.",
        LAVROV,
        "criticism",
        "deployment",
    ),
    ("Lavrov condenó la presencia militar estadounidense en Siria.", LAVROV, "criticism", "deployment"),
    ("Lavrov propuso retirar las tropas de la frontera.", LAVROV, "proposal", "withdrawal"),
    ("Lavrov aseguró que Rusia está dispuesta a abrir una base en Sudán.", LAVROV, "proposal", "base"),
    ("Lavrov admitió que hay instructores rusos en Malí.", LAVROV, "confirmation", "deployment"),
    ("Lavrov amenazó con represalias por el despliegue de misiles.", LAVROV, "warning", "deployment"),
    # Who is no speaker, what is no statement.
    ("Según analistas, Rusia abrirá una base militar en Cuba.", None, None, None),
    ("Medios estadounidenses informaron de que Rusia abrirá una base en Cuba.", None, None, None),
    ("Fuentes diplomáticas señalaron que las tropas rusas saldrán de Siria.", None, None, None),
    ("Rusia abrirá una base en Cuba, informó la agencia EFE.", None, None, None),
    ("Rusia estaría construyendo una base militar en Burkina Faso.", None, None, None),
    ("El exministro ruso Andréi Ivanenko criticó la base militar en Siria.", None, None, None),
    ("Se anunció que la base militar rusa cerrará.", None, None, None),
    ("La condena del despliegue de tropas fue unánime.", None, None, None),
    ("El experto militar Juan Prieto opinó que la base rusa se ampliará.", None, None, None),
    ("Lavrov dijo que la base de datos comercial estará lista.", None, None, None),
    ("Lavrov dijo que no confirma ni niega una base en Cuba.", LAVROV, "comment", "base"),
    (
        "Rusia y la OTAN se reunieron, en una cita en la que Lavrov rechazó la presencia militar estadounidense.",
        LAVROV,
        "denial",
        "deployment",
    ),
    (
        "El politólogo y director del Instituto de Paz, Juan Prieto, dijo que la base rusa cerrará.",
        None,
        None,
        None,
    ),
    ("- Rusia alerta: la base militar crecerá", None, None, None),
    (
        "Un alto funcionario ruso, que pidió el anonimato, dijo que la base militar cerrará.",
        None,
        None,
        None,
    ),
    ("Lavrov habló de comercio y dijo que el turismo crece.", None, None, None),
    ("Lavrov viajó el lunes a Caracas y visitó la base.", None, None, None),
    # Through a voice; a noun for the verb; neither confirmed nor denied; "incorrect"; an appeal that asks for nothing.
    (
        "El Ministerio, por boca de su titular, Serguéi Lavrov, negó que haya tropas rusas en Cuba.",
        LAVROV,
        "denial",
        "deployment",
    ),
    ("«No tenemos tropas en Cuba», fue el comentario de Peskov.", PESKOV, "denial", "deployment"),
    ("Lavrov no descartó ni confirmó un despliegue en Cuba y Nicaragua.", LAVROV, "comment", "deployment"),
    ("Lavrov dijo que es totalmente incorrecto que haya una base en Cuba.", LAVROV, "denial", "base"),
    ("Lavrov considera «absolutamente erróneo» hablar de una base en Cuba.", LAVROV, "denial", "base"),
    ("Lavrov llamó a no olvidar que Cuba tuvo una base militar rusa.", LAVROV, "comment", "base"),
    ("«Es la primera vez que oigo hablar de bases en Cuba», dijo Lavrov.", LAVROV, "denial", "base"),
    ("«Lo desmiento: los militares rusos vendrán otro día», dijo Lavrov.", LAVROV, "denial", "deployment"),
    ("«Las bases responderán a sus intereses nacionales», dijo Lavrov.", LAVROV, "announcement", "base"),
    (
        "El asesor presidencial Juan Ríos partió. El asesor del presidente negó que haya una base rusa.",
        "Juan Ríos",
        "denial",
        "base",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "kind", "topic"), READINGS, ids=[case[0] for case in READINGS])
def test_reading(text: str, speaker: str | None, kind: str | None, topic: str | None) -> None:
    if speaker is None:
        assert nothing_said("es", SPANISH, text)
    else:
        assert read_one("es", SPANISH, text)[:3] == (speaker, kind, topic)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        pytest.param(
            "Lavrov dijo el martes que los instructores seguirán en Malí. Añadió que no habrá base militar.",
            Reading(LAVROV, "denial", "base", "2024-11-12"), id="no subject",
        ),
        pytest.param(
            "«Hay militares rusos en Malí», dijo Lavrov. «No abriremos bases allí», subrayó el ministro.",
            Reading(LAVROV, "denial", "base", "2024-11-14"), id="the minister",
        ),
        pytest.param(
            "«Hay militares rusos en Malí», dijo Zajárova.\n\nLa diplomática aseguró que no habrá una base.",
            Reading(ZAKHAROVA, "denial", "base", "2024-11-14"), id="the diplomat",
        ),
        pytest.param(
            "Peskov confirmó la presencia de militares rusos en Malí. Él negó que se construya una base.",
            Reading(PESKOV, "denial", "base", "2024-11-14"), id="he",
        ),
        pytest.param(
            "«Hay militares rusos en Malí», dijo Peskov, quien subrayó que no se planea ninguna base.",
            Reading(PESKOV, "denial", "base", "2024-11-14"), id="who",
        ),
        pytest.param(
            "Lavrov dijo que hay militares rusos en Malí. El embajador boliviano habló. «No habrá base», dijo.",
            None, id="another official stands between",
        ),
        pytest.param(
            "Lavrov dijo que hay tropas en Malí. Según el canal NTV, las tropas saldrán. No habrá base militar, añade.",
            None, id="an outlet stands between",
        ),
        pytest.param(
            "Lavrov confirmó que hay instructores en Malí. Agregó, sin embargo, que no habrá base militar.",
            Reading(LAVROV, "denial", "base", "2024-11-14"), id="an aside before the clause",
        ),
        pytest.param(
            "Peskov confirmó que hay militares rusos en Malí y añadió que no se planea ninguna base.",
            None, id="one sentence, one statement",
        ),
    ],
)  # fmt: skip
def test_goes_on(text: str, second: Reading | None) -> None:
    assert read_one("es", SPANISH, text, number=1) == second


def test_the_answers_of_an_interview_are_those_of_the_one_who_is_asked() -> None:
    text = (
        "El ministro ruso Serguéi Lavrov habló con la prensa; esta es la entrevista con Lavrov.\n\n"
        "P: ¿Habrá una base militar rusa en Cuba?\n\n"
        "R: No planeamos ninguna base militar en Cuba.\n\n"
        "P: ¿Y tropas en Malí?\n\n"
        "R: Los instructores rusos siguen en Malí."
    )
    said = statements_in("es", SPANISH, text)
    assert [(one.official, one.kind.value) for one in said if one.mode == "direct"] == [
        ("sergey-lavrov", "denial"),
        ("sergey-lavrov", "confirmation"),
    ]


@pytest.mark.parametrize(
    ("body", "official"),
    [
        ("El Ministerio de Exteriores de Rusia", "ministry-of-foreign-affairs-of-russia"),
        ("La cancillería cubana", "ministry-of-foreign-affairs-of-cuba"),
        ("El Ministerio de Defensa de Venezuela", "ministry-of-defence-of-venezuela"),
        ("El Gobierno de Nicaragua", "government-of-nicaragua"),
        ("El Ministerio de Defensa", None),  # of which state?
    ],
)
def test_a_body_is_its_record(body: str, official: str | None) -> None:
    said = statements_in("es", SPANISH, f"{body} negó que haya tropas rusas en Cuba.")
    assert [one.official for one in said] == [official]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        pytest.param(
            "CUBA. El mar está en calma. Lavrov dijo que no habrá bases militares.",
            ("CU",),
            id="a digest's heading",
        ),
        pytest.param(
            "Peskov negó que Putin y Nicolás Maduro hablaran de bases.", ("VE",), id="a host's president"
        ),
        pytest.param(
            "Peskov negó que Putin y Nicolás Maduro hablaran de bases en África.", (), id="a region"
        ),
        pytest.param(
            "El asesor estadounidense Jake Sullivan advirtió contra las tropas rusas en América Latina.",
            (),
            id="an outsider on a region",
        ),
        pytest.param(
            "Cuba calla. «Las tropas rusas están lejos», dijo el asesor estadounidense Jake Sullivan.",
            ("CU",),
            id="an outsider on the host",
        ),
    ],
)
def test_which_state_it_is_about(text: str, countries: tuple[str, ...]) -> None:
    assert [one.countries for one in statements_in("es", SPANISH, text)] == [countries]


def test_an_ambassador_is_of_the_state_that_sends() -> None:
    text = (
        "El embajador de Rusia en Managua, Pavel Ivanenko, negó que haya una base.\n\n"
        "El embajador ruso aseguró que no hay tropas."
    )
    assert [one.speaker for one in statements_in("es", SPANISH, text)] == ["Pavel Ivanenko"] * 2
