"""Whatever encoding a file comes in, its words come out; what is no text is refused in words."""

import time

import pytest

from app.domain.errors import InputError, InputTooLarge, NotText
from app.intake.decode import MAX_BYTES, decode

RUSSIAN = (
    'Глава ведомства заявил, что размещать войска за рубежом не планируется. "Таких планов нет", - сказал он.'
)
SPANISH = "El portavoz señaló que la instalación seguirá aquí; según él, «no habrá más bases»."


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8-r",
        "cp866",
        "iso8859-5",
    ],
)
def test_russian_is_read_in(encoding: str) -> None:
    assert decode((RUSSIAN * 2).encode(encoding), "a.txt") == RUSSIAN * 2


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_spanish_is_read_in(encoding: str) -> None:
    assert decode(SPANISH.encode(encoding), "a.txt") == SPANISH


def test_what_the_page_declares_is_believed() -> None:
    page = f'<html><head><meta charset="windows-1257"></head><body>{"Bāzē "}</body></html>'
    assert "Bāzē" in decode(page.encode("cp1257"), "page")


def test_what_the_server_declares_beats_the_page() -> None:
    page = '<meta charset="utf-8">ГЛАВА МИНИСТЕРСТВА'
    assert "ГЛАВА МИНИСТЕРСТВА" in decode(page.encode("koi8-r"), "page", charset="koi8-r")


@pytest.mark.parametrize("declared", ["utf-8", "no-such-charset", "base64", "x" * 30])
def test_a_wrong_declaration_is_passed_over(declared: str) -> None:
    assert decode((RUSSIAN * 2).encode("cp1251"), "page", charset=declared) == RUSSIAN * 2


def test_a_page_cut_inside_a_letter_keeps_the_rest() -> None:
    assert decode((RUSSIAN * 2).encode()[: -len('ал он."'.encode()) - 1], "page").startswith(RUSSIAN)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(b"", InputError, "empty", id="nothing"),
        pytest.param(b" \r\n\t", InputError, "empty", id="blanks"),
        pytest.param(b"%PDF-1.7 ...", NotText, "this PDF is damaged", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), NotText, "an image", id="png"),
        pytest.param(b"PK\x03\x04" + bytes(99), NotText, "office document", id="docx"),
        pytest.param(bytes(range(256)) * 9, NotText, "not text", id="bytes"),
        pytest.param(b"\x01\x02\x03\x04 words" * 50, NotText, "not text", id="control characters"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        decode(data, "what.txt")
    assert str(raised.value).startswith("what.txt: ")


def test_twenty_megabytes_are_refused_at_once() -> None:
    data = b"word " * 4_000_000
    started = time.process_time()
    with pytest.raises(InputTooLarge, match=f"over {MAX_BYTES / 1e6:.3g} MB"):
        decode(data, "huge.txt")
    assert time.process_time() - started < 0.1
