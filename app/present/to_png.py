"""SVG as PNG, in our own fonts alone, so that a picture is the same on every machine."""

from app.present.cards import FONTS


def png_of(svg: str) -> bytes:
    """The picture at the size that it gives. Nothing is read but the fonts."""
    import resvg_py

    fonts = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
    drawn: bytes = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))
    return drawn
