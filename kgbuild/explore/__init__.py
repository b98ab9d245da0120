"""Takes a graph and names; gives pages, ties, paths, timelines, passages and explanations.

Each line of an answer stands with its fact, and each fact with its sentence and article.
May import `query`, `rdf`, `config`, `model` and `errors`; networkx and rich are imported where they are used.

Pages and explanations:
    show.show(graph, ontology, candidate) -> EntityPage
    explain.explain(graph, ontology, names, terms) -> Explanation
    render.print_page(page, console) -> None
    render.print_explanation(explanation, console, base) -> None
    render.to_json(page_or_explanation) -> str
"""
