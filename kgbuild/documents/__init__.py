"""Files, folders, globs and standard input in; documents out, with their own body told from page furniture.

Takes: names of sources. Gives: `discover` finds the files, `read` yields their documents and findings.
May import: model, ids, errors; the readers of heavy formats are imported when the first such file comes.
"""

from kgbuild.documents.reading import read
from kgbuild.documents.sources import Locator, discover

__all__ = ["Locator", "discover", "read"]
