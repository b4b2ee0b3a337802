"""Posts: the kinds of office that an article names without a person ("the foreign minister", "глава МИД")."""

import re
from enum import StrEnum
from functools import lru_cache


class Post(StrEnum):
    """An office by what it is, whatever its title in one country."""

    HEAD_OF_STATE = "head_of_state"
    PRIME_MINISTER = "prime_minister"
    FOREIGN_MINISTER = "foreign_minister"
    DEFENCE_MINISTER = "defence_minister"
    DEPUTY_FOREIGN_MINISTER = "deputy_foreign_minister"
    DEPUTY_DEFENCE_MINISTER = "deputy_defence_minister"
    HEAD_OF_STATE_SPOKESPERSON = "head_of_state_spokesperson"  # the Kremlin spokesman, the White House one
    FOREIGN_SPOKESPERSON = "foreign_spokesperson"
    DEFENCE_SPOKESPERSON = "defence_spokesperson"
    GOVERNMENT_SPOKESPERSON = "government_spokesperson"
    AMBASSADOR = "ambassador"
    SECURITY_SECRETARY = "security_secretary"
    CHIEF_OF_STAFF = "chief_of_staff"
    NAVY_CHIEF = "navy_chief"
    SPEAKER = "speaker"
    SECRETARY_GENERAL = "secretary_general"


_FOREIGN = (
    r"(?:ministry of (?:foreign|external) affairs|department of state|foreign affairs|foreign minister)"
)
_DEFENCE = r"(?:ministry of (?:the armed forces|defen[cs]e)|department of defen[cs]e|defen[cs]e)"

# Read against "title | body" in lower case, the first that fits wins.
_RULES: tuple[tuple[Post, re.Pattern[str]], ...] = tuple(
    (post, re.compile(pattern))
    for post, pattern in (
        (Post.HEAD_OF_STATE_SPOKESPERSON, r"^presidential (?:press|spokes)|^press secretary.*\| white house"),
        (Post.FOREIGN_SPOKESPERSON, rf"spokes.*{_FOREIGN}|^spokes\w+ \| us department of state"),
        (Post.DEFENCE_SPOKESPERSON, rf"(?:spokes|press secretary).*{_DEFENCE}"),
        (Post.GOVERNMENT_SPOKESPERSON, r"^government spokes"),
        (Post.DEPUTY_FOREIGN_MINISTER, r"(?:^|[;,] )deputy minister of foreign"),
        (Post.DEPUTY_DEFENCE_MINISTER, r"(?:^|[;,] )deputy minister of defen[cs]e"),
        (Post.AMBASSADOR, r"^ambassador"),
        (Post.FOREIGN_MINISTER, r"^(?:acting |co-)?(?:minister (?:of|for) (?:foreign|external)|foreign minister)"),
        (Post.FOREIGN_MINISTER, r"^secretary of state \| us|^head of foreign affairs|^high representative for foreign"),
        (Post.DEFENCE_MINISTER, r"^minister of (?:the armed forces|defen[cs]e)"),
        (Post.DEFENCE_MINISTER, r"^secretary of (?:state for )?defen[cs]e"),
        (Post.PRIME_MINISTER, r"^prime minister|^president of the council of ministers"),
        (Post.SECURITY_SECRETARY, r"^(?:state )?secretary\b.*(?:security council|defence council)"),
        (Post.CHIEF_OF_STAFF, r"^chief of (?:the general staff|staff of the army)"),
        (Post.NAVY_CHIEF, r"^commander-in-chief of the navy"),
        (Post.SECRETARY_GENERAL, r"^secretary general"),
        (Post.SPEAKER, r"^(?:speaker|chairwoman|chairman) \|"),
        (Post.HEAD_OF_STATE, r"^(?:acting |interim )?president\b(?!-elect)|^head of state|^supreme leader"),
        (Post.HEAD_OF_STATE, r"^de facto leader"),
        (Post.HEAD_OF_STATE, r"^head \(de facto president|^head of the transition|^chairman \| sovereignty council"),
    )
)  # fmt: skip


@lru_cache(maxsize=4096)  # of the roles on record
def post_of(title: str, body: str) -> Post | None:
    """The post that a role's title and body name, null for one that articles never name alone."""
    role = f"{title} | {body}".lower()
    return next((post for post, pattern in _RULES if pattern.search(role)), None)
