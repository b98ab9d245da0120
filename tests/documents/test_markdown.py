"""Markdown: front matter, marks, and what is no text."""

from __future__ import annotations

import pytest

from kgbuild.documents.markdown import read_markdown
from kgbuild.documents.problems import UnreadableError
from tests.documents.files import STORY, body_of

FILE = f"""---
title: "Chief quits: the story"
date: 2014-03-03
author: Ann Other
source: Tolbury Times
---

# Chief quits: the story #

*{STORY[0]}*

![The infirmary](infirmary.jpg)

{STORY[1]}
She left at once.

What was found
--------------

The report says:

> {STORY[2]}
>
> Nobody listened.

1. wards were short of nurses
2. records were lost

- [ ] and more
    - deeper still

```
code is no text.
```

***

{STORY[3]}
"""


def test_file() -> None:
    document = read_markdown("d", FILE)
    assert document.text == FILE
    assert (document.title, document.issued, document.source) == (
        "Chief quits: the story",
        "2014-03-03",
        "Tolbury Times",
    )
    assert body_of(document) == [
        ("heading", "Chief quits: the story"),
        ("paragraph", STORY[0]),
        ("paragraph", f"{STORY[1]}\nShe left at once."),
        ("heading", "What was found"),
        ("paragraph", "The report says:"),
        ("paragraph", STORY[2]),
        ("paragraph", "Nobody listened."),
        ("item", "wards were short of nurses"),
        ("item", "records were lost"),
        ("item", "[ ] and more"),
        ("item", "deeper still"),
        ("paragraph", STORY[3]),
    ]


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date: 2014-03-03 10:31:00", "2014-03-03"),
        ("date: 3rd March 2014", "2014-03-03"),
        ("Published: 2014-03-03", "2014-03-03"),
        ("date: soon", None),
        ("title: Chief quits", None),
        ("- a\n- b", None),
    ],
)
def test_dates_in_front_matter(fields: str, issued: str | None) -> None:
    assert read_markdown("d", f"---\n{fields}\n---\n# Chief quits\n\n{STORY[0]}\n").issued == issued


def test_without_front_matter() -> None:
    document = read_markdown("d", f"# Chief quits\n\n3 March 2014\n\n{STORY[0]}\n\n---\n\n{STORY[1]}\n")
    assert (document.title, document.issued) == ("Chief quits", "2014-03-03")
    assert body_of(document) == [("heading", "Chief quits"), ("paragraph", STORY[0]), ("paragraph", STORY[1])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\ntitle: [\n---\nWords.", "bad-front-matter"),
        ("---\ntitle: Chief: quits\n---\nWords.", "bad-front-matter"),
        ("---\ntitle: Chief\n---\n", "no-text"),
        ("---\ntitle: Chief\n---\n![picture](a.png)\n", "no-text"),
    ],
)
def test_bad_files(text: str, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_markdown("d", text)
    assert caught.value.code == code
