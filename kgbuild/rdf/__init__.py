"""Takes readings and entities; gives RDF: quads, a store on disk, and findings about what it holds.

Terms come from `ontology/`; code names those that every graph has. May import config, ids, model, errors.
"""
