import pytest

from app.domain.quantities import number_range


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("7500", 7500, 7500),
        ("about 7,500", 7500, 7500),
        ("10 000", 10000, 10000),
        ("3214-5000", 3214, 5000),
        ("5,000–3,000", 3000, 5000),
        (">5000", 5000, None),
        ("more than 5000", 5000, None),
        ("up to 300", None, 300),
        ("active", None, None),
        ("18 MiG-29", None, None),
    ],
)
def test_number_range(value: str, low: float | None, high: float | None) -> None:
    assert number_range(value) == (low, high)
