"""Takes a graph and names; gives pages, ties, paths, timelines, passages and explanations.

Each line of an answer stands with its fact, and each fact with its sentence and article.
May import `query`, `rdf`, `config`, `model` and `errors`; networkx and rich are imported where they are used.

Look-ups of a `query.lookup.Candidate`, the result each a frozen dataclass:
    who.who(graph, ontology, entity, limit=) -> Profile
    show.show(graph, ontology, entity) -> EntityPage
    between.between(graph, ontology, left, right, steps=, through=, status=, limit=) -> Between
    near.near(graph, ontology, entity, steps=, kinds=, through=, status=, limit=) -> Near
    timeline.timeline(graph, ontology, entity, since=, until=, limit=) -> Timeline
    search.search(graph, ontology, text, since=, until=, limit=) -> Found
    explain.explain(graph, ontology, names, terms) -> Explanation

How they are shown:
    present.print_view(view, console, base) -> None
    render.print_page(page, console, base) -> None
    render.print_explanation(explanation, console, base) -> None
    render.to_json(view) -> str
    tables.table_of(view, base) -> Table
"""
