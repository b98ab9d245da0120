"""The command line's frame: its commands, its global options, and how it starts."""

from __future__ import annotations

import logging
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import kgbuild
from kgbuild.cli import ask, plot
from kgbuild.cli.between import between
from kgbuild.cli.build import build
from kgbuild.cli.check import check
from kgbuild.cli.command import preformatted, telling_errors
from kgbuild.cli.dossier import dossier
from kgbuild.cli.evaluate import evaluate
from kgbuild.cli.explain import explain
from kgbuild.cli.export import export
from kgbuild.cli.near import near
from kgbuild.cli.query import query
from kgbuild.cli.remove import remove
from kgbuild.cli.search import search
from kgbuild.cli.serve import serve
from kgbuild.cli.show import show
from kgbuild.cli.timeline import timeline
from kgbuild.cli.who import who

HELP = """Turn news articles into a knowledge graph whose every fact carries the words that state it.

Start with:
  kgbuild build data/articles      read the sample articles into ./kg
  kgbuild ask who-led              ask the graph a ready question
  kgbuild ask                      see which there are

Exit codes, the same for every command:
  0  all went well                      5    nothing of that name, or several
  1  done, with findings: see messages  6    a figure is below the bar that is set
  2  wrong usage, query or setting      70   an error in kgbuild itself
  3  nothing could be read              130  stopped by Ctrl-C
  4  the store is locked or damaged
"""


_PLACES = {"ask": "build", "plot": "dossier"}
"""Which commands that have commands below them stand behind which others."""


class Commands(TyperGroup):
    """The commands in the order in which a user meets them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return their names; Typer would put those that have commands below them last."""
        names = [name for name in super().list_commands(ctx) if name not in _PLACES]
        for name, before in _PLACES.items():
            names.insert(names.index(before) + 1, name)
        return names


app = typer.Typer(
    name="kgbuild",
    cls=Commands,
    help=preformatted(HELP),
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts twice as fast, and reads the same in a pipe
    pretty_exceptions_enable=False,
)
for function in (
    build,
    who,
    show,
    between,
    near,
    timeline,
    search,
    dossier,
    query,
    explain,
    export,
    serve,
    check,
    evaluate,
    remove,
):
    app.command()(telling_errors(function))
app.add_typer(ask.commands, name="ask")
app.add_typer(plot.commands, name="plot")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kgbuild {kgbuild.__version__}")
        raise typer.Exit


@app.callback()
def kgbuild_options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
) -> None:
    """Set up what all commands share."""
    if debug:
        logging.basicConfig(stream=sys.stderr, format="debug: %(name)s: %(message)s")
        logging.getLogger("kgbuild").setLevel(logging.DEBUG)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names need not be valid text
    app(prog_name="kgbuild")
