"""The command line: takes arguments and options; gives results, messages and an exit code.

Each command parses, calls a plain function of the same name, prints and exits; no work is done here.
May import everything; what costs time to import is imported inside the commands, so that --help is quick.
"""
