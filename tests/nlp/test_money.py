from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.nlp.money import parse_amount


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("£31 million", 31_000_000, "GBP"),
        ("$1.5bn", 1_500_000_000, "USD"),
        ("€200,000", 200_000, "EUR"),
        ("£6m a year", 6_000_000, "GBP"),
        ("300 million pounds", 300_000_000, "GBP"),
        ("£4k", 4_000, "GBP"),
        ("£12 before tax", 12, "GBP"),
        ("80bn rupees", 80_000_000_000, "INR"),
        ("3 million pesos", 3_000_000, None),
    ],
)
def test_amounts(text: str, number: int, currency: str | None) -> None:
    assert parse_amount(text) == (Decimal(number), currency)


def test_no_number_is_no_amount() -> None:
    assert parse_amount("millions of pounds") is None


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_digits_are_the_number(number: int) -> None:
    assert parse_amount(f"£{number:,}") == (Decimal(number), "GBP")
