"""kgbuild search."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_store
from kgbuild.config import load_settings


def search(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help='Words, "words in a row", or beginn* of words.')
    ],
    since: lookups.Since = None,
    until: lookups.Until = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="How many names, and how many sentences.")
    ] = 10,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: lookups.Format = LookupFormat.TABLE,
) -> None:
    """Search names, and the sentences that state facts, for words.

    Found is what has all the words, in any form: criticised, criticising. Names come first, then sentences,
    the best first, each with its article and the facts that it states. --since and --until bound the dates of
    the articles. The index is made at the first search.

    Examples:
      kgbuild search inadequate
      kgbuild search '"lost sight" child*' --since 2014

    Exit codes:
      0  it is shown, or said that there is nothing
      2  an option, a setting or a file of the ontology is wrong
      4  there is no store, or it is damaged
    """
    from kgbuild.explore.search import search as found
    from kgbuild.rdf.ontology import load_ontology

    settings = load_settings(store=store, ontology=ontology)
    graph = open_store(settings)
    view = found(
        graph,
        load_ontology(settings.ontology),
        " ".join(text),
        since=lookups.day("since", since),
        until=lookups.day("until", until),
        limit=limit,
    )
    lookups.write(view, output, settings)
