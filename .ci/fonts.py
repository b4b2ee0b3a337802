"""Make the fonts of the cards (app/present/fonts/) from those of the pages (needs `fonttools` and `brotli`).

    pip install fonttools brotli && python .ci/fonts.py

What draws the cards reads plain TrueType of one weight. `widths.json` holds how wide each character is, in thousandths
of the letter size, so that lines can be broken without a font library.
"""

import json
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "static" / "fonts"
TARGET = ROOT / "app" / "present" / "fonts"
FACES = (
    ("franklin", "Basewatch Sans", 400),
    ("franklin", "Basewatch Sans Bold", 680),
    ("serif", "Basewatch Serif", 400),
)
DROPPED = ("GSUB", "STAT", "meta", "gasp", "prep", "fpgm", "cvt ")  # features that no card uses, and hints


def main() -> None:
    widths: dict[str, dict[str, int]] = {}
    for face, family, weight in FACES:
        font = merged([plain(SOURCE / f"{face}-{script}.woff2", weight) for script in ("latin", "cyrillic")])
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):  # the names of the originals are reserved
                record.string = family
        font["OS/2"].usWeightClass = 400  # a family has one face: what draws the cards chooses by its name
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(TARGET / f"{face}-{weight}.ttf")
        em = font["head"].unitsPerEm
        widths[f"{face}-{weight}"] = {
            chr(code): round(font["hmtx"][glyph][0] * 1000 / em) for code, glyph in font.getBestCmap().items()
        }
    text = json.dumps(widths, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    (TARGET / "widths.json").write_text(text + "\n", encoding="utf-8")


def plain(path: Path, weight: int) -> TTFont:
    """One weight of a variable font."""
    font = TTFont(path)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
    font = instantiateVariableFont(font, axes)
    font.flavor = None
    for table in DROPPED:
        if table in font:
            del font[table]
    return font


def merged(fonts: list[TTFont]) -> TTFont:
    """Both scripts as one font, so that no letter is sought in another face."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder, f"{number}.ttf")) for number in range(len(fonts))]
        for font, path in zip(fonts, paths, strict=True):
            font.save(path)
        return Merger().merge(paths)


if __name__ == "__main__":
    main()
