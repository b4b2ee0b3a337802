"""A PDF of given lines at given places, as small as PDF allows."""

import zlib
from collections.abc import Sequence

Line = tuple[float, float, str]  # points from the left, from the foot of the page, and the words

_TO_UNICODE = """/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange {count} beginbfchar
{pairs}
endbfchar endcmap end"""


def make_pdf(pages: Sequence[Sequence[Line]], *, size: float = 10) -> bytes:
    """One page for each list of lines, in Helvetica; letters that Latin-1 has not are mapped one by one."""
    letters = sorted({c for page in pages for _, _, text in page for c in text})
    code = {c: 32 + n for n, c in enumerate(letters)}
    pairs = "\n".join(f"<{code[c]:02X}> <{ord(c):04X}>" for c in letters)
    objects = [b""] * 4  # catalogue, pages, font, its letters; then a page and its content for each
    kids: list[str] = []
    for lines in pages:
        words = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{code[c]:02X}' for c in text)}> Tj ET\n"
            for x, y, text in lines
        )
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(words))
    widths = " ".join("500" for _ in range(224))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects[2] = (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 255 /Widths [{widths}] "
        "/ToUnicode 4 0 R >>"
    ).encode()
    objects[3] = _stream(_TO_UNICODE.format(count=len(letters), pairs=pairs))
    body = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(body)


def lines_down(texts: Sequence[str], *, left: float = 72, top: float = 770, step: float = 14) -> list[Line]:
    """The texts under one another; an empty one leaves room."""
    return [(left, top - step * n, text) for n, text in enumerate(texts) if text]


def _stream(text: str) -> bytes:
    packed = zlib.compress(text.encode("latin-1"))
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
