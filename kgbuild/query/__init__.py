"""Takes a graph and questions (SPARQL, ready queries, names); gives answers with their sentences.

What a user gives is bound as terms, or checked before it runs; nothing is formatted into SPARQL.
May import `rdf`, `config`, `model` and `errors`; rich is imported only while something is printed.

Ready queries and users' SPARQL:
    questions.questions(own_folder).find(name) -> ReadyQuery    those of a folder, beside kgbuild's own
    ready.load_query(file) -> ReadyQuery                        any .rq file, with a header or without
    bind.assignments(["on=2014-02-01", ...]) -> dict[str, str]
    bind.bind(query, values, names.entity) -> dict[str, Term]
    run.run_query(graph, sparql, out, console, form=, bindings=, picks=, columns=, base=, limit=, seconds=,
        each=) -> bool
    run.evaluate(graph, sparql, bindings) -> QuerySolutions | QueryBoolean | QueryTriples
    solutions.read(result, columns, limit) -> Solutions         the rows at once, in SPARQL's JSON form
    folding.folded(solutions, folding.claims_in(graph), limit)  one row for what several sentences state
    answer.Answer(solutions, base)                              the rows as plain Python values

Text for reports and notebooks:
    markdown.table(columns, rows) -> str, markdown.quotation(sentence, *source) -> str, html.table(...) -> str

What names and identifiers mean:
    names.load_titles(ontology_folder) -> frozenset[str]
    lookup.Names(graph, base, titles).find(name, kinds) -> tuple[Candidate, ...]
    lookup.Names(graph, base, titles).resolve(name, kinds) -> Candidate
"""
