"""Takes a graph; gives a SPARQL 1.1 Protocol endpoint that only reads it, with limits that hold.

Each query runs in a process of its own, which is ended at the limit of time; others go on meanwhile.
May import `query`, `rdf`, `config`, `model` and `errors`; starlette and uvicorn are imported here only.
"""
