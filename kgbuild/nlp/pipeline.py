"""Loading a spaCy pipeline, by an installed package's name or by a path."""

from __future__ import annotations

import importlib
import importlib.util
import re
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from kgbuild.errors import ModelError

_NEEDED = ("tagger", "parser", "ner", "lemmatizer")
_UNITS = frozenset({"g.", "k.", "m.", "p.", "t."})
_WHOLE = re.compile(
    r"(?:co-(?:operat|ordinat)(?:e|es|ed|ing|ion)|tie-ups?|re-elect(?:s|ed|ing|ion)?)$", re.IGNORECASE
)


def load_pipeline(model: str) -> Language:
    """Return the pipeline `model`.

    Raises:
        ModelError: It is not installed, does not load, or lacks a component that the reader needs.
    """
    nlp = _load(model)
    _read_amounts(nlp)
    _keep_whole(nlp)
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"model {model!r} has no {', '.join(missing)}",
            "Give an English pipeline with tagger, parser, ner, lemmatizer.",
        )
    return nlp


def _read_amounts(nlp: Language) -> None:
    """Make "£3m." three tokens: the currency, the number, the full stop.

    spaCy takes "m." for an abbreviation, which runs two sentences into one, and cuts "3m" like a length.
    """
    tokenizer: Any = nlp.tokenizer
    if getattr(tokenizer, "rules", None):
        tokenizer.rules = {word: pieces for word, pieces in tokenizer.rules.items() if word not in _UNITS}
    pattern = getattr(getattr(tokenizer, "suffix_search", None), "__self__", None)
    if isinstance(pattern, re.Pattern):
        tokenizer.suffix_search = re.compile(pattern.pattern.replace("|m|", "|")).search


def _keep_whole(nlp: Language) -> None:
    """Leave "co-operate" one token: of "co", "-" and "operate" the tagger makes three verbs.

    The lemmatizer's rules would make "re-electe" of "re-elected".
    """
    tokenizer: Any = nlp.tokenizer
    former = getattr(tokenizer, "token_match", None)
    if hasattr(tokenizer, "token_match"):
        tokenizer.token_match = lambda text: _WHOLE.match(text) or (former and former(text))
    if "attribute_ruler" in nlp.pipe_names:
        ruler: Any = nlp.get_pipe("attribute_ruler")
        ruler.add([[{"LOWER": "re-elected"}], [{"LOWER": "re-electing"}]], {"LEMMA": "re-elect"})


def _load(model: str) -> Language:
    try:
        if Path(model).is_dir():
            return spacy.load(model)
        if importlib.util.find_spec(model) is None:
            raise ModelError(
                f"model {model!r} is not installed", f"Install it (pip install {model}) or give a folder."
            )
        module = importlib.import_module(model)
        if hasattr(module, "load"):
            loaded = module.load()
            if isinstance(loaded, Language):
                return loaded
        return spacy.load(data_folder(model))
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"model {model!r} does not load: {error}", "Check that it fits this spaCy."
        ) from error


def data_folder(model: str) -> Path:
    """Return the folder below an installed package that holds a pipeline's config.cfg.

    Raises:
        ModelError: There is none.
    """
    spec = importlib.util.find_spec(model)
    for root in (spec.submodule_search_locations or []) if spec else []:
        for config in sorted(Path(root).rglob("config.cfg")):
            return config.parent
    raise ModelError(f"package {model!r} holds no spaCy pipeline", "Name another model.")
