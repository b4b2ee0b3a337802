"""Statements in French: who says what, of which kind and topic, on which day; in sentences of our own."""

import pytest

from tests.extract.languages import Reading, nothing_said, read_one, statements_in

FRENCH = "La Russie maintient des troupes à l'étranger et une base militaire."
LAVROV, PESKOV, ZAKHAROVA = "Sergey Lavrov", "Dmitry Peskov", "Maria Zakharova"

READINGS = [
    # Before the verb, after it, inside a quotation.
    ("Lavrov a démenti que la Russie prévoie une base militaire au Mali.", LAVROV, "denial", "base"),
    (
        "Le ministre russe des Affaires étrangères, Sergueï Lavrov, a nié l’existence d’une base en Libye.",
        LAVROV,
        "denial",
        "base",
    ),
    (
        "« Nous n’avons pas de base en Libye », a déclaré le porte-parole du Kremlin, Dmitri Peskov.",
        PESKOV,
        "denial",
        "base",
    ),
    (
        "«Il n’y a pas de troupes russes en Libye», a assuré mardi Maria Zakharova.",
        ZAKHAROVA,
        "denial",
        "deployment",
    ),
    ('"La Russie n’ouvrira pas de base au Soudan", affirme Lavrov.', LAVROV, "denial", "base"),
    ("La Russie n’a pas de base au Soudan, a dit Lavrov.", LAVROV, "denial", "base"),
    ("— Nous n’avons pas de base au Soudan, a répondu Lavrov.", LAVROV, "denial", "base"),
    ("Lavrov : « Il n’y aura pas de base militaire au Niger. »", LAVROV, "denial", "base"),
    ("Selon Lavrov, les instructeurs russes resteront au Mali.", LAVROV, "announcement", "deployment"),
    (
        "D’après le porte-parole du Kremlin, les troupes se retireront de Syrie.",
        PESKOV,
        "announcement",
        "withdrawal",
    ),
    (
        "M. Lavrov a également confirmé la présence de militaires russes en Syrie.",
        LAVROV,
        "confirmation",
        "deployment",
    ),
    ("Lavrov avait annoncé l’envoi d’instructeurs au Niger.", LAVROV, "announcement", "deployment"),
    (
        "Le chef de la diplomatie russe, en visite à Bamako, a promis que la Russie livrera des armes au Mali.",
        LAVROV,
        "announcement",
        "military_aid",
    ),
    (
        "La porte-parole de la diplomatie russe a rejeté les accusations sur des mercenaires russes au Mali.",
        ZAKHAROVA,
        "denial",
        "deployment",
    ),
    (
        "Le chef de la diplomatie russe a mis en garde contre le déploiement de missiles en Pologne.",
        LAVROV,
        "warning",
        "deployment",
    ),
    ("Le Kremlin a exclu lundi une nouvelle base à Cuba.", "Kremlin", "denial", "base"),
    ("Moscou a nié le déploiement de troupes au Burkina Faso.", "Moscou", "denial", "deployment"),
    ("La Russie a démenti le déploiement de troupes en Libye.", "Russie", "denial", "deployment"),
    (
        "Le ministère russe de la Défense a confirmé l’arrivée de ses militaires à Niamey.",
        "ministère russe de la Défense",
        "confirmation",
        "deployment",
    ),
    (
        "L’ambassadeur de Russie à Bangui, Alexandre Bikantov, a annoncé que 300 instructeurs arriveront.",
        "Alexander Bikantov",
        "announcement",
        "deployment",
    ),
    (
        "Le Premier ministre arménien Nikol Pachinian a demandé le retrait des gardes-frontières russes.",
        "Nikol Pashinyan",
        "proposal",
        "withdrawal",
    ),
    ("Les instructeurs resteront au Mali, a-t-on appris de Lavrov.", None, None, None),
    (
        "« Il n’y a pas de base », a dit il y a une semaine le ministre russe de la Défense, Andreï Belooussov.",
        "Andrei Belousov",
        "denial",
        "base",
    ),
    (
        "M. Lavrov, en visite au Mali, a démenti les informations sur une base russe.",
        LAVROV,
        "denial",
        "base",
    ),
    (
        "Lavrov a démenti les informations selon lesquelles Bamako aurait cédé une base russe.",
        LAVROV,
        "denial",
        "base",
    ),
    ("Sur la base de Tartous, Lavrov a dit que les troupes resteront.", LAVROV, "announcement", "deployment"),
    (
        "Lavrov a démenti les propos de Jean Dupont, selon lesquels Bamako a demandé une base russe.",
        LAVROV,
        "denial",
        "base",
    ),
    # Stance: what is a denial, and what only looks like one.
    ("Lavrov n’a pas exclu une base navale au Soudan.", LAVROV, "comment", "base"),
    ("Lavrov a dit que les informations sur la base sont fausses.", LAVROV, "denial", "base"),
    ("Lavrov a dit que cela n’a rien à voir avec une base militaire.", LAVROV, "denial", "base"),
    ("Lavrov a dit qu’aucune demande d’aide militaire n’a été reçue.", LAVROV, "denial", "military_aid"),
    (
        "Lavrov a dit que la présence militaire de la France est une violation de la souveraineté.",
        LAVROV,
        "criticism",
        "deployment",
    ),
    ("Lavrov a condamné la présence militaire américaine en Syrie.", LAVROV, "criticism", "deployment"),
    ("Lavrov a proposé de retirer les troupes de la frontière.", LAVROV, "proposal", "withdrawal"),
    ("Lavrov a assuré que la Russie est prête à ouvrir une base au Soudan.", LAVROV, "proposal", "base"),
    ("Lavrov s’est dit prêt à ouvrir une base au Soudan.", LAVROV, "proposal", "base"),
    ("Lavrov a reconnu qu’il y a des instructeurs russes au Mali.", LAVROV, "confirmation", "deployment"),
    ("Lavrov a qualifié de « mensonge » les informations sur la base russe.", LAVROV, "denial", "base"),
    # Who is no speaker, what is no statement.
    ("Selon des analystes, la Russie ouvrira une base militaire à Cuba.", None, None, None),
    ("Des médias américains ont rapporté que la Russie ouvrira une base à Cuba.", None, None, None),
    ("Des sources diplomatiques ont indiqué que les troupes russes quitteront la Syrie.", None, None, None),
    ("La Russie ouvrira une base à Cuba, a rapporté l’agence AFP.", None, None, None),
    ("La Russie aurait construit une base militaire au Burkina Faso.", None, None, None),
    ("L’ex-ministre russe Andreï Ivanenko a critiqué la base militaire en Syrie.", None, None, None),
    ("L’annonce du déploiement de troupes a surpris.", None, None, None),
    ("La base militaire russe a été confirmée.", None, None, None),
    ("L’expert militaire Jean Durand a estimé que la base russe sera agrandie.", None, None, None),
    ("Lavrov a dit que la base de données commerciale sera prête.", None, None, None),
    (
        "Lavrov, lors d’un entretien avec le ministre malien, Abdoulaye Diop, a annoncé l’envoi de troupes.",
        LAVROV,
        "announcement",
        "deployment",
    ),
    (
        "Deux jours après sa victoire sur le président Igor Dodon, tout est dit : « Que les troupes partent ».",
        None,
        None,
        None,
    ),
    ("Le directeur de l’institut Sécurité, Jean Durand, a dit que la base russe fermera.", None, None, None),
    ("Lavrov a parlé de commerce et dit que le tourisme progresse.", None, None, None),
    ("Lavrov s’est rendu lundi à Bamako et a visité la base.", None, None, None),
    # Through a voice; a noun for the verb; "s'inscrire en faux"; an agency first; a mark typed wrong.
    (
        "Moscou, par la voix de son ministre Sergueï Lavrov, a démenti la présence de mercenaires russes au Mali.",
        LAVROV,
        "denial",
        "deployment",
    ),
    ("« Nous n'avons pas de troupes au Mali », a été la réponse de Peskov.", PESKOV, "denial", "deployment"),
    ("Lavrov s'est inscrit en faux contre l'arrivée de mercenaires au Mali.", LAVROV, "denial", "deployment"),
    (
        "Les soldats russes resteront au Mali, a expliqué plus tard à Sputnik Afrique le porte-parole du Kremlin.",
        PESKOV,
        "announcement",
        "deployment",
    ),
    ("« Il n'y a pas de base russe au Mali« , a déclaré Lavrov à la presse.", LAVROV, "denial", "base"),
    (
        "La Russie « n'a pas chassé les soldats du Niger », s'est défendu Lavrov.",
        LAVROV,
        "denial",
        "deployment",
    ),
    (
        "Moscou n'a cédé ni troupes ni base à personne, a assuré Lavrov.",
        LAVROV,
        "denial",
        "base",
    ),
    (
        "Lavrov est à Bamako. Le ministre de la Défense, Jean Ndoumba, a lui aussi démenti la base russe.",
        "Jean Ndoumba",
        "denial",
        "base",
    ),
    (
        "Les soldats russes resteront au Burkina Faso, a affirmé, mercredi 5 juin à Ouagadougou, le ministre Lavrov.",
        LAVROV,
        "announcement",
        "deployment",
    ),
    (
        "Les soldats russes resteront, a déclaré à Sputnik Jean Ndoumba, porte-parole de la présidence.",
        "Jean Ndoumba",
        "announcement",
        "deployment",
    ),
    ("« Je le démens, les soldats russes sont ailleurs », a dit Lavrov.", LAVROV, "denial", "deployment"),
    (
        "Lavrov a dit que « votre base ne l’intéresse pas, il n’y aura aucune base ».",
        LAVROV,
        "denial",
        "base",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "kind", "topic"), READINGS, ids=[case[0] for case in READINGS])
def test_reading(text: str, speaker: str | None, kind: str | None, topic: str | None) -> None:
    if speaker is None:
        assert nothing_said("fr", FRENCH, text)
    else:
        assert read_one("fr", FRENCH, text)[:3] == (speaker, kind, topic)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        pytest.param(
            "« Les instructeurs resteront au Mali », a déclaré mardi Lavrov. Il a ajouté qu’il n’y aura pas de base.",
            Reading(LAVROV, "denial", "base", "2024-11-12"), id="he",
        ),
        pytest.param(
            "« Il y a des militaires russes au Mali », a dit Lavrov.\n\n« Il n’y aura pas de base », a-t-il ajouté.",
            Reading(LAVROV, "denial", "base", "2024-11-14"), id="bound pronoun",
        ),
        pytest.param(
            "« Il y a des militaires russes au Mali », a dit Zakharova.\n\n« Il n’y a pas de base », a-t-elle ajouté.",
            Reading(ZAKHAROVA, "denial", "base", "2024-11-14"), id="she",
        ),
        pytest.param(
            "« Il y a des militaires russes au Mali », a dit Lavrov. Le ministre a exclu l’ouverture d’une base.",
            Reading(LAVROV, "denial", "base", "2024-11-14"), id="the minister",
        ),
        pytest.param(
            "« Il y a des militaires russes au Mali », a dit Lavrov.\n\nLe diplomate a nié toute nouvelle base.",
            Reading(LAVROV, "denial", "base", "2024-11-14"), id="the diplomat",
        ),
    ],
)  # fmt: skip
def test_goes_on(text: str, second: Reading | None) -> None:
    assert read_one("fr", FRENCH, text, number=1) == second


def test_an_interview_names_its_speaker_by_initials() -> None:
    text = (
        "Faustin-Archange Touadéra a répondu à nos questions.\n\n"
        "Radio Oubangui : Y a-t-il une base russe ?\n\n"
        "F.-A. T. : Il n’y a pas de base militaire russe chez nous.\n\n"
        "Radio Oubangui : Et des instructeurs ?\n\n"
        "TOUADÉRA : Les instructeurs russes forment notre armée."
    )
    said = statements_in("fr", FRENCH, text)
    assert [one.official for one in said] == ["faustin-archange-touadera"] * 2
    assert [one.kind.value for one in said] == ["denial", "comment"]


def test_an_official_whose_names_are_both_ali_is_not_every_ali() -> None:
    said = statements_in("fr", FRENCH, "Le ministre soudanais Ali Mansour a confirmé la base russe.")
    assert [(one.speaker, one.official) for one in said] == [("Ali Mansour", None)]


def test_a_date_before_the_object_is_that_of_the_saying() -> None:
    reading = read_one("fr", FRENCH, "Lavrov avait annoncé en octobre 2001 le retrait des troupes de Cuba.")
    assert reading == Reading(LAVROV, "announcement", "withdrawal", "2001-10")


def test_evidence_begins_after_the_pronoun_of_another_verb() -> None:
    text = "« Il y a une base au Mali », a-t-il dit, ajoutant que des troupes russes arriveront."
    said = statements_in("fr", FRENCH, f"Lavrov a confirmé la base russe.\n\n{text}")
    assert (
        said[-1].span.of(f"{FRENCH}\n\nLavrov a confirmé la base russe.\n\n{text}").startswith("ajoutant que")
    )


@pytest.mark.parametrize(
    ("body", "official"),
    [
        ("Le ministère russe des Affaires étrangères", "ministry-of-foreign-affairs-of-russia"),
        ("Le ministère de la Défense du Mali", "ministry-of-defence-of-mali"),
        ("Le ministère centrafricain de la Défense", "ministry-of-defence-of-central-african-republic"),
        ("Le gouvernement malien", "government-of-mali"),
        ("Le ministère de la Défense", None),  # of which state?
    ],
)
def test_a_body_is_its_record(body: str, official: str | None) -> None:
    said = statements_in("fr", FRENCH, f"{body} a démenti la présence de mercenaires russes.")
    assert [one.official for one in said] == [official]


def test_an_adviser_is_the_one_whom_the_text_named() -> None:
    text = (
        "Le conseiller présidentiel Jean Ndoumba a parlé. La Russie a envoyé des soldats.\n\n"
        "Selon le conseiller présidentiel, la Centrafrique veut une base militaire russe."
    )
    assert [one.speaker for one in statements_in("fr", FRENCH, text)] == ["Jean Ndoumba"]


def test_the_writer_breaks_into_a_quotation() -> None:
    text = (
        "« Nous n'avons pas de base militaire, a déclaré Peskov à Moscou. Nos soldats partent », a dit Lavrov.\n\n"
        "« La base, dit la loi, est à nous, il n'y a pas de soldats », a dit Lavrov."
    )
    said = statements_in("fr", FRENCH, text)
    assert [(one.speaker, one.span.of(f"{FRENCH}\n\n{text}")) for one in said] == [
        (PESKOV, "Nous n'avons pas de base militaire"),
        (LAVROV, "Nos soldats partent"),
        (LAVROV, "La base, dit la loi, est à nous, il n'y a pas de soldats"),
    ]
