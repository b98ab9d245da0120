"""Takes a graph and names; gives what an analyst looks up: pages, ties, paths, timelines, passages, explanations.

Each line of an answer stands with its fact, and each fact with its sentence and article.
May import `query`, `rdf`, `config`, `model` and `errors`; networkx and rich are imported where they are used.
"""
