"""kgbuild explain."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import completion, console, lookups, options
from kgbuild.cli.opened import open_named
from kgbuild.cli.options import SummaryFormat
from kgbuild.config import load_settings


def explain(
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="ENTITY | FACT | SUBJECT EDGE OBJECT",
            help="A name, a fact's identifier, or an edge.",
            autocompletion=completion.names(),
        ),
    ],
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: options.Page = SummaryFormat.TABLE,
) -> None:
    """Go back from a fact to its sentences and rules.

    Shows where an entity, a fact or an edge comes from: the sentences, the rules that fired, the words that
    decided whether it is asserted, planned or denied.

    Examples:
      kgbuild explain "gareth lyle"
      kgbuild explain fact/3f2a9c
      kgbuild explain "Denise Ramsbury" led "Northmere City Council"

    Exit codes:
      0  it is explained
      2  there is no such edge, or a setting is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.explain import EntityExplanation
    from kgbuild.explore.explain import explain as explanation_of
    from kgbuild.explore.render import print_explanation, to_json

    settings = load_settings(store=store, ontology=ontology)
    graph, known_terms, names = open_named(settings)
    with lookups.listing_candidates(output):
        explanation = explanation_of(graph, known_terms, names, terms)
    if isinstance(explanation, EntityExplanation):
        lookups.tell_loose(explanation.entity, terms[0])
    if output is SummaryFormat.JSON:
        console.write(to_json(explanation))
    else:
        print_explanation(explanation, console.stdout(), settings.base)
