"""Commands as a user's shell starts them."""

from __future__ import annotations

import os
from pathlib import Path


def environment(compiled: Path) -> dict[str, str]:
    """Return the environment of a command: Python keeps compiled modules, in the folder `compiled`.

    Where `PYTHONDONTWRITEBYTECODE` is set, each start would compile them anew.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(compiled)}
