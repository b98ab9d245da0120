"""The commands of the README: runs them, compares what they print, and writes what they print now.

    uv run python -m tests.docs.readme    writes README.md, data/who-led.svg and data/network.svg anew

A command stands in a block of the kind `console` after "$ ", what it prints below it, where "..." stands for
any words, and on a line of its own for any lines. Each block runs in a folder of its own, with the sample
articles and, unless its first command builds, their graph.
"""

from __future__ import annotations

import itertools
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PICTURE = ROOT / "data" / "who-led.svg"
PICTURE_COMMAND = 'kgbuild ask who-led --body "Carrowshire Police"'
PLOT = ROOT / "data" / "network.svg"
PLOT_COMMAND = 'kgbuild plot network "Northmere City Council" -o network.svg'
ANYTHING = "..."
CONTINUED = "> "
STYLE = re.compile(r"\x1b\[[0-9;]*m")
WIDTH = 100
SCRIPT = re.compile(r"^```(?P<kind>python|sh)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the README, with its prompts, and what it is said to print, line by line."""

    line: str
    output: tuple[str, ...]

    @property
    def builds(self) -> bool:
        """Whether it makes a graph from files."""
        return " build " in self.line

    @property
    def runnable(self) -> str:
        """The command as a shell takes it."""
        return self.line.replace(f"\n{CONTINUED}", "\n")


Block = tuple[Command, ...]


def blocks(text: str) -> list[Block]:
    """Return the commands of each console block of the Markdown `text`."""
    return [tuple(_commands(match["body"])) for match in BLOCK.finditer(text)]


def _commands(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        first, *rest = part.rstrip("\n").split("\n")
        more = list(itertools.takewhile(lambda line: line.startswith(CONTINUED), rest))
        yield Command("\n".join([first, *more]), tuple(rest[len(more) :]))


def scripts(text: str) -> list[tuple[str, str]]:
    """Return the kind ("python" or "sh") and the lines of each script of the Markdown `text`."""
    return [(match["kind"], match["body"]) for match in SCRIPT.finditer(text)]


def build_sample(folder: Path) -> None:
    """Put the sample articles and their graph into `folder`."""
    prepare(folder, None)
    run("kgbuild build data/articles", folder)


def prepare(folder: Path, sample: Path | None) -> None:
    """Put the sample articles into `folder`, and the graph that stands in `sample`."""
    (folder / "data").symlink_to(ROOT / "data")
    if sample is not None:
        shutil.copytree(sample / "kg", folder / "kg")


def run(line: str, folder: Path) -> list[str]:
    """Return the lines that the shell command `line` prints on a terminal, in `folder`; without messages.

    They hold the terminal's codes for colours and styles: see `plain`.

    Raises:
        RuntimeError: It ended with another exit code than 0 or 1.
    """
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": str(WIDTH),
        "TERM": "xterm-256color",
    }
    ours, theirs = pty.openpty()
    with TemporaryFile() as messages:
        process = subprocess.Popen(
            ["bash", "-c", line], cwd=folder, env=environment, stdout=theirs, stderr=messages
        )
        os.close(theirs)
        printed = b"".join(_parts(ours))
        os.close(ours)
        if process.wait() > 1:
            messages.seek(0)
            raise RuntimeError(f"$ {line}\nexit code {process.returncode}\n{messages.read().decode()}")
    return printed.decode().rstrip().split("\r\n") if printed else []


def plain(lines: Sequence[str]) -> list[str]:
    """Return `lines` without codes for colours and styles, and without spaces at their ends."""
    return [STYLE.sub("", line).rstrip() for line in lines]


def _parts(descriptor: int) -> Iterator[bytes]:
    """Yield what a terminal shows until its other side is closed, which Linux tells by an error."""
    try:
        while part := os.read(descriptor, 1 << 16):
            yield part
    except OSError:
        return


def run_block(block: Block, sample: Path, folder: Path) -> list[list[str]]:
    """Return what each command of `block` prints, run one after the other in the new `folder`."""
    prepare(folder, None if block[0].builds else sample)
    return [plain(run(command.runnable, folder)) for command in block]


def matches(expected: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether `printed` is what `expected` says, with its ellipses."""
    parts = []
    for line in expected:
        if line.strip() == ANYTHING:
            parts.append(r"(?:[^\n]*\n)*")
        else:
            parts.append(".*".join(re.escape(word) for word in line.rstrip().split(ANYTHING)) + r"\n")
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in printed)) is not None


def renewed(expected: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return `expected`, or where that is no longer true what is printed, cut where `expected` was cut."""
    if matches(expected, printed):
        return list(expected)
    cuts = [number for number, line in enumerate(expected) if line.strip() == ANYTHING]
    if not cuts or len(printed) < len(expected):
        return list(printed)
    after = len(expected) - cuts[-1] - 1
    return [*printed[: cuts[0]], ANYTHING, *printed[len(printed) - after :]]


def write_readme(sample: Path) -> None:
    """Write what the commands of the README print now into it."""

    def anew(match: re.Match[str]) -> str:
        block = tuple(_commands(match["body"]))
        with TemporaryDirectory() as folder:
            outputs = run_block(block, sample, Path(folder))
        lines = [
            line
            for command, printed in zip(block, outputs, strict=True)
            for line in (f"$ {command.line}", *renewed(command.output, printed))
        ]
        return "\n".join(["```console", *lines, "```"])

    README.write_text(BLOCK.sub(anew, README.read_text(encoding="utf-8")), encoding="utf-8")


def picture(lines: Sequence[str]) -> str:
    """Return an SVG of a terminal that shows `lines`, with no font or file from elsewhere."""
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console

    console = Console(record=True, width=WIDTH, file=StringIO())
    for line in lines:
        console.print(_in_parts(line.rstrip()), soft_wrap=True)
    own_fonts = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title=f"$ {PICTURE_COMMAND}", code_format=own_fonts, unique_id="kgbuild")


def plot(folder: Path) -> str:
    """Return the plot of the graph in `folder`."""
    run(PLOT_COMMAND, folder)
    return (folder / PLOT.name).read_text(encoding="utf-8")


def _in_parts(line: str) -> Text:
    """Return `line` in parts that are placed one by one: not every viewer keeps a row of spaces."""
    from rich.style import Style
    from rich.text import Text

    text = Text.from_ansi(line)
    for number, part in enumerate(re.finditer(r"\S+(?: \S+)*", text.plain)):
        text.stylize(Style(meta={"part": number}), *part.span())
    return text


def main() -> None:
    """Write README.md and its pictures anew."""
    with TemporaryDirectory() as folder:
        sample = Path(folder)
        build_sample(sample)
        write_readme(sample)
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(run(PICTURE_COMMAND, sample)), encoding="utf-8")
        PLOT.write_text(plot(sample), encoding="utf-8")


if __name__ == "__main__":
    main()
