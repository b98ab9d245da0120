"""Takes a graph and names; gives dossiers and plots: what an analyst puts into a report.

Each line stands with its sentence, article and date; what is planned or denied stands apart.
May import `explore`, `export`, `query`, `rdf`, `config`, `files` and `errors`. matplotlib, jinja2 and
WeasyPrint are imported here alone, where they are used.

    report.report(graph, ontology, entity, base, limit=) -> Report, which is written as Markdown, HTML or PDF
    networks.network_plot(graph, ontology, entity, selection) -> Plot, which is written as SVG or PNG
    timelines.timeline_plot(graph, ontology, entity, since=, until=) -> Plot
    timelines.tenures_plot(graph, ontology, body) -> Plot
    criticism.criticism_plot(graph, ontology, by, entity=) -> Plot
"""
