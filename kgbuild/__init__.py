"""kgbuild turns news articles into a knowledge graph whose every fact carries the words that state it.

Takes files of news text; gives an RDF graph with evidence, and answers from it.
The packages below import downwards only: see CONTRIBUTING.md for the layers.
"""

__version__ = "0.1.0"
