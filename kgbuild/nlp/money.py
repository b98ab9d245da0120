"""Amounts of money: where one stands, and what number and currency it is."""

from __future__ import annotations

import re
from decimal import Decimal

from spacy.tokens import Token

_SYMBOLS = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "us$": "USD", "a$": "AUD", "c$": "CAD"}
_WORDS: dict[str, str | None] = {
    "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "dollar": "USD", "dollars": "USD", "euro": "EUR",
    "euros": "EUR", "yen": "JPY", "rupee": "INR", "rupees": "INR", "yuan": "CNY", "franc": "CHF",
    "francs": "CHF", "rand": "ZAR", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
    "zloty": "PLN", "shekel": "ILS", "shekels": "ILS", "baht": "THB", "ringgit": "MYR", "naira": "NGN",
    "reais": "BRL", "lira": "TRY", "peso": None, "pesos": None, "kroner": None,
    "kronor": "SEK", "krona": None, "dirham": None, "dirhams": None, "riyal": None, "riyals": None,
}  # fmt: skip
"""Names of currencies; None where several countries have one of that name."""
_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9, "tn": 12,
    "trillion": 12,
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?P<symbol>us\$|a\$|c\$|[£$€¥])?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<scale>thousand|million|billion|trillion|mn|bn|tn|k|m|b)?\b\s*(?P<word>[a-z]+)?",
    re.IGNORECASE,
)


def amount_at(token: Token) -> tuple[int, int] | None:
    """Return the tokens of the amount of money in the phrase headed by `token`, None if it holds none."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    doc = token.doc
    for i in range(start, end):
        if doc[i].text.lower() in _SYMBOLS or doc[i].text[0] in _SYMBOLS:
            stop = i + 1
            while stop < end and _counts(doc[stop]):
                stop += 1
            if any(c.isdigit() for t in doc[i:stop] for c in t.text):
                return i, stop
        if doc[i].lower_ in _WORDS and i > start and _counts(doc[i - 1]):
            begin = i - 1
            while begin > start and _counts(doc[begin - 1]):
                begin -= 1
            return begin, i + 1
    return None


def _counts(token: Token) -> bool:
    """Whether a word is a number or its scale: "80", "80bn", "billion"."""
    return token.like_num or token.lower_ in _SCALES or token.text[0].isdigit()


def parse_amount(text: str) -> tuple[Decimal, str | None] | None:
    """Return the number and ISO 4217 currency of an amount, None if it holds no number.

    >>> parse_amount("£31 million")
    (Decimal('31000000'), 'GBP')
    >>> parse_amount("$1.5bn")
    (Decimal('1500000000.0'), 'USD')
    """
    match = _AMOUNT.search(text)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    if match["scale"]:
        number *= 10 ** _SCALES[match["scale"].lower()]
    currency = _SYMBOLS.get((match["symbol"] or "").lower()) or _WORDS.get((match["word"] or "").lower())
    return number, currency
