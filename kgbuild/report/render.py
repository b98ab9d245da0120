"""A dossier as Markdown or HTML, by templates; what articles say is data in them, never markup."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from kgbuild.explore.facts import Source
from kgbuild.explore.who import span
from kgbuild.query import markdown
from kgbuild.query.text import shown, shown_iri
from kgbuild.report.accounts import NOTES, Account, Side
from kgbuild.report.dossier import STATUSES, Dossier, cited
from kgbuild.words import counted

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST = 3
"""How many sentences stand with a line."""
_WEB = re.compile(r"https?://[^\s<>\"\\]+\Z", re.IGNORECASE)
"""Addresses that may be links."""
_DATE = re.compile(r"\b\d{4}(?:-\d\d){0,2}\b")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a dossier.

    Attributes:
        svg: It, as an SVG element.
        caption: What it shows, in words.
        file: The file beside the report that holds it, where it stands in a file of its own; else empty.
    """

    svg: Markup
    caption: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a dossier; None where there is nothing to draw."""

    network: Picture | None = None
    timeline: Picture | None = None


def to_markdown(dossier: Dossier, base: str, pictures: Pictures) -> str:
    """Return `dossier` as Markdown; its pictures stand in files beside it.

    Args:
        dossier: What to write.
        base: The IRI below which instances live, left out of identifiers.
        pictures: Its pictures.
    """
    template = _environment("md").get_template("dossier.md.j2")
    text = template.render(_context(dossier, base, pictures), cell=partial(_cell, base=base))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def to_html(dossier: Dossier, base: str, pictures: Pictures) -> str:
    """Return `dossier` as one HTML file that needs nothing else: it holds its pictures, and has no scripts.

    Args:
        dossier: What to write.
        base: The IRI below which instances live, left out of identifiers.
        pictures: Its pictures.
    """
    return _environment("html").get_template("dossier.html.j2").render(_context(dossier, base, pictures))


@lru_cache
def _environment(form: str) -> Environment:
    """Return what fills templates in: all values are escaped for `form`, "html" or "md"."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    def harmless(value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        return shown(str(value)) if form == "html" else Markup(markdown.escaped(str(value)))

    environment = Environment(
        loader=PackageLoader("kgbuild.report"),
        autoescape=True,
        finalize=harmless,  # before HTML's escape, which leaves Markup as it is
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["counted"] = counted
    environment.tests["web"] = _WEB.match
    return environment


def _context(dossier: Dossier, base: str, pictures: Pictures) -> dict[str, Any]:
    sources = _sources(dossier)
    accounts: dict[str, list[Account]] = defaultdict(list)
    for account in dossier.accounts:
        accounts[account.topic].append(account)
    return {
        "dossier": dossier,
        "accounts": accounts,
        "notes": NOTES,
        "statuses": STATUSES,
        "sources": sources,
        "numbers": {source.article: number for number, source in enumerate(sources, 1)},
        "contents": list(_contents(dossier, pictures)),
        "network": pictures.network,
        "timeline": pictures.timeline,
        "cited": lambda line: cited(line, _MOST),
        "short": lambda iri: shown_iri(iri, base),
        "dated": _dated,
        "when": span,
    }


def _contents(dossier: Dossier, pictures: Pictures) -> Iterator[tuple[str, str]]:
    """Yield the identifier and the title of each section."""
    for number, chapter in enumerate(dossier.chapters, 1):
        yield f"chapter-{number}", chapter.title
    if dossier.accounts:
        yield "accounts", "Accounts that differ"
    if dossier.ties or pictures.network:
        yield "ties", "Ties"
    if dossier.timeline.entries:
        yield "timeline", "Timeline"
    yield "articles", "Articles"


def _dated(text: str) -> Markup:
    """Return `text` as HTML in which each date is marked as one, so that no line breaks in it."""
    return Markup(_DATE.sub(r"<time>\g<0></time>", str(escape(shown(text)))))


def _sources(dossier: Dossier) -> list[Source]:
    """Return the articles that mention what `dossier` is about, and then those that it quotes besides."""
    told = [one.line for chapter in dossier.chapters for block in chapter.blocks for one in block.lines]
    told += [line for account in dossier.accounts for side in account.sides for line in side.lines]
    told += [entry.line for entry in dossier.timeline.entries]
    quoted = {evidence.source for line in told for fact in line.facts for evidence in fact.evidence}
    return list(dict.fromkeys([*dossier.articles, *sorted(quoted)]))


def _cell(side: Side, base: str) -> Markup:
    """Return one account as a cell of a Markdown table, with the words that state it."""
    return Markup("<br>").join(
        Markup(
            f"{markdown.escaped(line.text)}: "
            + markdown.quotation(e.sentence, e.source.article, e.source.issued, shown_iri(fact.iri, base))
        )
        for line in side.lines
        for e, fact in cited(line, _MOST)[0]
    )
