"""The stages put together: takes files or names of articles and the settings of a store.

Gives a store that holds exactly what its articles state, and a report of what was done and what was dropped.
May import everything but the command line. Import its modules by name: each loads only what it needs.
"""
