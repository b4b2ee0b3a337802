"""A picture as a file that needs nothing else: its words, key, style and marks inside, light or dark. Pure."""

import re
from html import escape

from app.present.cards import TONE_OF, TONES, broken, width
from app.present.language import gettext as _
from app.present.picture import Picture

PAD = 28
DARK_TONES = {  # as `TONES`, the dark form
    "is": "#6cc3e0",
    "will": "#a5cf73",
    "said": "#e7b656",
    "not": "#ff9386",
    "split": "#dca3e2",
    "over": "#9eaab4",
}
SURFACES = {  # paper, wash, ink, dim ink, rule
    "light": ("#fdfcf9", "#f3f0e8", "#17202a", "#4c5761", "#d8d2c4"),
    "dark": ("#11171d", "#1a222a", "#ece8df", "#a9b3bb", "#33404a"),
}
SANS, BOLD = (
    '"Basewatch Sans","Libre Franklin",Arial,sans-serif',
    '"Basewatch Sans Bold","Libre Franklin",Arial,sans-serif',
)
_DRAWN = re.compile(r'<svg class="chart" viewBox="0 0 (\S+) (\S+)"[^>]*>(.*)</svg>', re.DOTALL)
_SYMBOL = re.compile(r'<symbol id="(i-[a-z_]+)".*?</symbol>', re.DOTALL)
_MEANING = re.compile(r'class="([^"]*)"')


def picture_svg(picture: Picture, sprite: str, site: str, *, theme: str = "light", scale: int = 1) -> str:
    """The wide drawing with title, caption, key and the line of the source.

    Args: sprite: markup that has the symbols of the marks; site: where links lead; theme: light or dark.
    """
    drawn = _DRAWN.fullmatch(str(picture.wide))
    if drawn is None:
        raise ValueError("not a drawing of app.present.charts")
    wide, high = float(drawn[1]), float(drawn[2])
    body = drawn[3].replace('href="/', f'href="{escape(site)}/')
    full = wide + 2 * PAD
    y = PAD + 22.0
    head = []
    for line in broken(picture.title, "franklin-680", 24, int(wide), 2):
        head.append(f'<text class="title" x="{PAD}" y="{y:.0f}">{escape(line)}</text>')
        y += 30
    for line in broken(picture.caption, "franklin-400", 14, int(wide), 5):
        head.append(f'<text class="said" x="{PAD}" y="{y - 4:.0f}">{escape(line)}</text>')
        y += 20
    x = float(PAD)
    for css, icon, word in picture.key:
        room = 44 + width(word, "franklin-400", 14)
        if x + room > full - PAD and x > PAD:
            x, y = float(PAD), y + 22
        head.append(
            f'<g class="{css} ico"><use href="#i-{icon}" x="{x:.1f}" y="{y:.1f}" width="14" height="14"/></g>'
            f'<text class="said" x="{x + 20:.1f}" y="{y + 12:.1f}">{escape(word)}</text>'
        )
        x += room
    y += 34 if picture.key else 8
    foot = y + high + 26
    height = foot + 22 + PAD
    address = f"{site}/pictures{picture.path}"
    licence = _("Facts are free to use; name the source that they stand on.")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{full * scale:g}" height="{height * scale:g}" '
        f'viewBox="0 0 {full:g} {height:g}" role="group" aria-labelledby="t d">',
        f'<title id="t">{escape(picture.title)}</title><desc id="d">{escape(picture.caption)}</desc>',
        f"<style>{_style(theme, body + ''.join(head))}</style>",
        f"<defs>{_symbols(sprite, body + ''.join(head))}</defs>",
        f'<rect class="paper" width="{full:g}" height="{height:g}"/>',
        *head,
        f'<g class="chart" transform="translate({PAD} {y:.0f})">{body}</g>',
        f'<path class="ax" d="M{PAD} {foot - 14:.0f}H{full - PAD:g}"/>',
        f'<text class="said" x="{PAD}" y="{foot + 8:.0f}">Basewatch · {escape(address)}</text>',
        f'<text class="said" x="{full - PAD:g}" y="{foot + 8:.0f}" text-anchor="end">{escape(licence)}</text>',
        "</svg>",
    ]
    return "".join(parts)


def _symbols(sprite: str, body: str) -> str:
    used = set(re.findall(r'href="#(i-[a-z_]+)"', body))
    return "".join(found[0] for found in _SYMBOL.finditer(sprite) if found[1] in used)


def _style(theme: str, body: str) -> str:
    paper, wash, ink, dim, rule = SURFACES[theme]
    tones = DARK_TONES if theme == "dark" else TONES
    classes = {name for group in _MEANING.findall(body) for name in group.split() if name[1:2] == "-"}
    colours = "".join(f".{name}{{color:{tones[TONE_OF.get(name[2:], 'over')]}}}" for name in sorted(classes))
    return (
        f"text{{font-family:{SANS};font-size:13px;fill:{dim}}}"
        f".title{{font-family:{BOLD};font-size:24px;font-weight:680;fill:{ink}}}.said{{font-size:14px;fill:{dim}}}"
        f".em{{font-family:{BOLD};font-weight:640;fill:{ink}}}.paper{{fill:{paper}}}.band2{{fill:{wash}}}"
        f".ax{{stroke:{rule};fill:none}}.base{{stroke:{ink};fill:none}}"
        f".now{{stroke:{ink};fill:none;stroke-dasharray:2 3}}"
        f".chart text{{stroke:{paper};stroke-width:4px;stroke-linejoin:round;paint-order:stroke}}"
        "a{fill:currentColor;text-decoration:none}.ln{stroke:currentColor;fill:none;stroke-width:2}"
        ".thick{stroke-width:7}.dash{stroke-dasharray:3 3}"
        ".ico{stroke:currentColor;fill:none;stroke-width:1.7}.f{fill:currentColor}.faint{opacity:.45}"
        f"{colours}"
    )
