"""A plot: a figure of matplotlib with a caption, and its bytes, which depend on what it shows only."""

from __future__ import annotations

import io
import math
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from kgbuild.errors import ExportError
from kgbuild.explore.facts import Source
from kgbuild.files import remove_stale, replacing
from kgbuild.query.text import shortened, shown
from kgbuild.report.glyphs import told_of_picture
from kgbuild.words import counted

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

ENDINGS = (".svg", ".png")
WIDTH = 10.0
"""How wide a plot is, in inches."""
INK, PALE = "#1a1a1a", "#c9c9c4"
_FONT = "DejaVu Sans"  # comes with matplotlib
_STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "figure.dpi": 100,
    "font.family": [_FONT],
    "font.size": 9,
    "grid.color": "#e6e6e2",
    "legend.frameon": False,
    "savefig.dpi": 150,
    "svg.fonttype": "none",  # text stays text: to be read aloud, found and copied
    "svg.hashsalt": "kgbuild",
    "text.color": INK,
    "text.parse_math": False,  # "$5 to $6" is money
    "xtick.color": INK,
    "ytick.color": INK,
}
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_TITLE, _CAPTION = 90, 150
"""How many characters the title has at most, and a line of the caption."""
_MARGIN, _TITLE_ROOM, _LINE, _KEY = 0.12, 0.5, 0.16, 0.2
"""The edge of a picture, and the heights of its title, a line of its caption and a row of keys, in inches."""
_KEYS = 5
"""How many keys stand in a row."""
_KEY_STYLE: dict[str, Any] = {"fontsize": 8, "borderaxespad": 0, "borderpad": 0, "handlelength": 1.6}
_LEAST = 0.2
_NOT_ITS_OWN = ("backend", "interactive", "toolbar")


@dataclass(frozen=True)
class Plot:
    """A picture with words: what it shows, and where it comes from. A notebook shows it.

    Attributes:
        figure: It, for matplotlib.
        title: What it shows.
        caption: How to read it, and its sources.
    """

    figure: Figure
    title: str
    caption: str

    @property
    def description(self) -> str:
        """What it shows and where it comes from, for those who do not see it."""
        return f"{self.title}. {self.caption}"

    def svg(self) -> str:
        """Return it as an SVG document; the same plot gives the same text."""
        return f"<?xml version='1.0' encoding='utf-8'?>\n{self.svg_element()}\n"

    def svg_element(self, name: str = "") -> str:
        """Return it as an SVG element to stand in HTML.

        Args:
            name: What its identifiers begin with, so that several pictures can stand on one page.
        """
        out = io.StringIO()
        with _style():
            self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        return _tidy(out.getvalue(), self, name)

    def png(self) -> bytes:
        """Return it as a PNG; the same plot gives the same bytes. A warning tells what its font lacks."""
        out = io.BytesIO()
        with _style(), told_of_picture():
            self.figure.savefig(out, format="png", metadata={"Software": None, "Title": shown(self.title)})
        return out.getvalue()

    def save(self, path: str | Path) -> None:
        """Write it to a file, whose ending tells the format; the file is there whole, or is as it was.

        Raises:
            ExportError: The ending tells no format, or the file cannot be written.
        """
        file = Path(path)
        save({file: self.png() if ending(file, ENDINGS) == ".png" else self.svg().encode()})

    def _repr_svg_(self) -> str:
        return self.svg_element()


def ending(path: Path, known: Iterable[str]) -> str:
    """Return the ending of `path` in lower case.

    Raises:
        ExportError: It is none of `known`.
    """
    found = path.suffix.lower()
    if found not in known:
        raise ExportError(
            f"{path}: its ending tells no format", f"End the file's name in {', '.join(known)}."
        )
    return found


def save(files: Mapping[Path, bytes]) -> None:
    """Put data into files: none is touched before all is written; then the last takes its place first.

    Raises:
        ExportError: One cannot be written; all are as they were.
    """
    path = Path()
    try:
        with ExitStack() as stack:
            for path, data in files.items():
                remove_stale(path)
                stack.enter_context(replacing(path)).write(data)
    except OSError as error:
        hint = "Name a file in a folder that is there and that you may write to."
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}", hint) from error


@contextmanager
def drawing(height: float) -> Iterator[Figure]:
    """Give an empty figure in the project's style, for a picture `height` inches high without words."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _style():
        figure = Figure(figsize=(WIDTH, height))
        FigureCanvasAgg(figure)  # which measures text
        yield figure


def finished(
    figure: Figure,
    title: str,
    notes: Iterable[str],
    sources: Iterable[Source],
    keys: Sequence[Artist] = (),
) -> Plot:
    """Return `figure` with its title above, and what marks mean and a caption below.

    Args:
        figure: What is drawn: one pair of axes.
        title: What it shows.
        notes: How to read it, and what is left out.
        sources: The articles that what is drawn comes from.
        keys: What marks and colours mean.
    """
    caption = " ".join(filter(None, (*notes, _sources(sources))))
    with _style():
        lines = textwrap.wrap(shown(caption), _CAPTION)
        below = _MARGIN + _LINE * len(lines) + _MARGIN / 2
        under_keys = below + (_KEY * math.ceil(len(keys) / _KEYS) + _MARGIN if keys else 0)
        height = _TITLE_ROOM + figure.get_figheight() + under_keys
        figure.set_figheight(height)
        left = _MARGIN / WIDTH
        figure.text(
            left, 1 - _MARGIN / height, label(title, _TITLE), va="top", fontsize=12, fontweight="bold"
        )
        figure.text(left, _MARGIN / height, "\n".join(lines), va="bottom", fontsize=8, color="#555555")
        if keys:
            at = (left, below / height)
            figure.legend(handles=keys, loc="lower left", bbox_to_anchor=at, ncols=_KEYS, **_KEY_STYLE)
        _fit(figure, left, under_keys / height, 1 - left, 1 - _TITLE_ROOM / height)
    return Plot(figure, shown(title), caption)


def _fit(figure: Figure, left: float, bottom: float, right: float, top: float) -> None:
    """Place the axes so that they and their labels fill what is given, in parts of the figure."""
    axes = figure.axes[0]
    axes.set_position((left, bottom, right - left, top - bottom))
    inner, outer = axes.get_window_extent(), axes.get_tightbbox()
    if outer is None:
        return
    wide, high = figure.bbox.width, figure.bbox.height
    left += max(inner.x0 - outer.x0, 0) / wide
    bottom += max(inner.y0 - outer.y0, 0) / high
    right -= max(outer.x1 - inner.x1, 0) / wide
    top -= max(outer.y1 - inner.y1, 0) / high
    axes.set_position((left, bottom, max(right - left, _LEAST), max(top - bottom, _LEAST)))


def key(text: str, colour: str, **style: Any) -> Line2D:
    """Return what a colour means, with how it is drawn: `marker`, `linestyle` and what else lines have."""
    from matplotlib.lines import Line2D

    usual: dict[str, Any] = {"linestyle": "", "markersize": 8.0}
    return Line2D([], [], label=text, color=colour, **usual | style)


def label(text: str, length: int) -> str:
    """Return `text` as a label of at most `length` characters."""
    return shortened(shown(text), "", length)


def _sources(sources: Iterable[Source]) -> str:
    """Return how many articles there are, and from when.

    >>> _sources([Source("a", "", "2013-01-02"), Source("b", "", "2014-05-06")])
    'Source: 2 articles, 2013-01-02 to 2014-05-06.'
    """
    articles = {source.article: source.issued[:10] for source in sources}
    dates = sorted(filter(None, articles.values()))
    when = " to ".join(dict.fromkeys(dates[:1] + dates[-1:])) or "undated"
    return f"Source: {counted(len(articles), 'article')}, {when}."


@contextmanager
def _style() -> Iterator[None]:
    """Draw in the project's style, whatever the user's own is."""
    import matplotlib as mpl

    style: dict[Any, Any] = {
        name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(_NOT_ITS_OWN)
    }
    with mpl.rc_context(style | _STYLE), warnings.catch_warnings():
        # A viewer of SVG has fonts for what ours lacks; for PNG, `glyphs` tells of it.
        warnings.filterwarnings("ignore", r"Glyph .* missing from font", UserWarning)
        yield


def _tidy(svg: str, plot: Plot, name: str) -> str:
    """Return matplotlib's SVG as one element with words for those who do not see it.

    Out go its metadata, and those identifiers that nothing refers to; the others begin with `name`. Fonts
    that are as wide as ours stand behind it.
    """
    for prefix, namespace in (("", _SVG), ("xlink", _LINK.removesuffix("href"))):
        ElementTree.register_namespace(prefix, namespace.strip("{}"))
    root = ElementTree.fromstring(svg)
    for child in list(root):
        if child.tag == f"{_SVG}metadata":
            root.remove(child)
    used = {link[1:] for one in root.iter() if (link := one.get(_LINK, "")).startswith("#")}
    used |= {
        found for one in root.iter() for value in one.attrib.values() for found in _REFERENCE.findall(value)
    }
    for one in root.iter():
        if one.get("id") not in used:
            one.attrib.pop("id", None)
        for key, value in one.attrib.items():
            if key == "id":
                one.set(key, name + value)
            elif key == _LINK:
                one.set(key, f"#{name}{value[1:]}")
            else:
                fonts = value.replace(f"'{_FONT}'", f"'{_FONT}', Verdana, sans-serif")
                one.set(key, _REFERENCE.sub(rf"url(#{name}\1)", fonts))
    root.set("role", "img")
    root.set("aria-label", shown(plot.description))
    title = ElementTree.Element(f"{_SVG}title")
    title.text = shown(plot.title)
    root.insert(0, title)
    return ElementTree.tostring(root, encoding="unicode")
