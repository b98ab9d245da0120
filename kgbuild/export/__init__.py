"""Takes a graph; gives files: RDF, networks for Gephi and its like, and a table of facts.

networkx is imported in this package alone, and only when it is needed.
May import rdf, config, ids, model, errors.
"""

from kgbuild.export.formats import FOLDERS, FORMATS, export, export_file, format_of

__all__ = ["FOLDERS", "FORMATS", "export", "export_file", "format_of"]
