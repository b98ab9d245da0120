"""The reader: from documents to readings, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kgbuild.errors import DocumentError
from kgbuild.model import Document, Kind, Reading, Status
from kgbuild.nlp import clauses
from kgbuild.nlp.article import Article, parse
from kgbuild.nlp.assemble import Assembler
from kgbuild.nlp.attachment import reattached
from kgbuild.nlp.dates import Dates
from kgbuild.nlp.drafts import Draft
from kgbuild.nlp.engine import Engine, RuleIndex
from kgbuild.nlp.fillers import Fillers
from kgbuild.nlp.finding import find_names
from kgbuild.nlp.fingerprint import fingerprint
from kgbuild.nlp.frames import Frame, load_frames
from kgbuild.nlp.grades import regraded
from kgbuild.nlp.heads import reheaded
from kgbuild.nlp.holdings import find_holdings
from kgbuild.nlp.identity import Things
from kgbuild.nlp.leads import find_leads
from kgbuild.nlp.lemmas import corrected
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.memberships import CONFIDENCE as BESIDE
from kgbuild.nlp.memberships import memberships
from kgbuild.nlp.names import Surface
from kgbuild.nlp.parts import CONFIDENCE as PARTS
from kgbuild.nlp.parts import parts
from kgbuild.nlp.pipeline import load_pipeline
from kgbuild.nlp.posts import find_posts
from kgbuild.nlp.quotes import find_quotes
from kgbuild.nlp.references import References
from kgbuild.nlp.rivals import Rivals
from kgbuild.nlp.speech import Speech
from kgbuild.nlp.statements import Statements
from kgbuild.nlp.status import StatusReader
from kgbuild.nlp.surrogates import reparsed
from kgbuild.nlp.tellings import settled
from kgbuild.nlp.tenures import CONFIDENCE, Posts
from kgbuild.nlp.vague import concrete
from kgbuild.nlp.variation import find_variations
from kgbuild.nlp.verbs import is_plain_present
from kgbuild.nlp.wording import Wording

_LONGEST = 500_000
_SAID = frozenset({"Criticism", "Praise", "Recommendation", "Rejection"})


class Reader:
    """Reads documents with one spaCy pipeline and one body of knowledge.

    Args:
        nlp: The pipeline.
        lexicon: The gazetteers.
        frames: How facts are said.
        fingerprint: The hash of all of these.
    """

    def __init__(self, nlp: Language, lexicon: Lexicon, frames: tuple[Frame, ...], fingerprint: str) -> None:
        self.nlp = nlp
        self.lexicon = lexicon
        self.index = RuleIndex(frames)
        self.fingerprint = fingerprint
        self.status = StatusReader(lexicon)

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield the reading of each document, in order, as a stream.

        Raises:
            DocumentError: A document has more text than one article can have.
        """
        for article in parse(self.nlp, map(_checked, documents), self._mend):
            yield self.read_article(article)

    def _mend(self, doc: Doc) -> Doc:
        doc = corrected(reparsed(self.nlp, doc, self.lexicon), self.lexicon)
        return regraded(reattached(reheaded(doc, self.lexicon), self.lexicon), self.lexicon)

    def read_article(self, article: Article) -> Reading:
        """Return the reading of a parsed article."""
        names = find_names(article, self.lexicon)
        surface = Surface.of(article, names)
        posts = find_posts(surface, self.lexicon)
        holdings = list(find_holdings(surface, posts))
        holdings += find_leads(surface, posts, holdings, self.lexicon)
        holdings += find_variations(surface, posts, holdings)
        quotes = find_quotes(article.document)
        things = Things(article, self.lexicon)
        things.add_names(names)
        references = References(surface, self.lexicon, things, posts, holdings, quotes)
        fillers = Fillers(references, self.lexicon)
        speech = Speech(references, fillers, self.lexicon, quotes)
        references.resolve_first_person(speech.speaker_things)
        bodies = Posts(references)
        engine = Engine(self.index, article, references, fillers, self.status, speech, bodies)
        joined = list(memberships(references, holdings))
        ties = [*bodies.tenures(holdings, joined), *joined]
        drafts = [
            *ties,
            *parts(references),
            *settled(list(engine.drafts()), article.doc),
            *Rivals(references, speech, self.lexicon, self.status, holdings, ties).drafts(),
            *Statements(references, speech, self.lexicon, self.status).drafts(),
        ]
        dates = Dates(article.document.issued)
        finished = [_placed(draft, article, references, speech, dates) for draft in drafts]
        told = Wording(references, self.lexicon).reworded(finished)
        clear = concrete(told, things.by_id, self.lexicon, self.index.arguments)
        return Assembler(article, references).reading(clear, self.fingerprint)


def _checked(document: Document) -> Document:
    """Refuse what is no article: its sentences would be read as each other's context."""
    size = sum(block.span.end - block.span.start for block in document.body)
    if size > _LONGEST:
        raise DocumentError(
            f"{size:,} characters of text in one document; one article has at most {_LONGEST:,}",
            "Split it: a file an article, or a .jsonl with an article a line.",
        )
    return document


def _placed(draft: Draft, article: Article, references: References, speech: Speech, dates: Dates) -> Draft:
    """Add what the surroundings of a trigger tell: when, where, and who says so."""
    trigger = article.doc[draft.trigger[0]]
    changes: dict[str, object] = {}
    scheduled = is_plain_present(trigger)
    ahead = draft.status is Status.PLANNED or scheduled
    dated = draft.type not in {"Statement", "Structure"}
    when = dates.of(trigger, ahead=ahead, own=draft.presupposed) if dated else None
    if when is not None and draft.type in _SAID and when.words.lower().startswith("by "):
        when = None  # "said it would cost £5m *by 2011*" dates what is said
    coming = when is not None and draft.status is Status.ASSERTED and dates.coming(when)
    if when is not None and not (coming and when.latest and not scheduled):  # else of something else
        if draft.type != "Tenure" or when.lasting or (when.earliest is None) != (when.latest is None):
            changes["dates"] = (when.earliest, when.latest, when.words)
        if scheduled and coming:
            changes |= {"status": Status.PLANNED, "cues": tuple(range(when.start, when.end))}
    if draft.type not in {"Tenure", "Statement", "Structure", "Membership"}:
        changes["location"] = _place(trigger, references, {v.thing for v in draft.values})
    if draft.type != "Statement" and draft.rule.split(":")[1] not in CONFIDENCE | BESIDE | PARTS:
        agents = {v.thing for v in draft.values}
        speakers = [f.thing.id for f in speech.speaker_of(trigger.i)]
        if speakers and agents.isdisjoint(speakers):
            changes["claimer"] = speakers[0]
    return replace(draft, **changes)  # type: ignore[arg-type]


def _place(trigger: Token, references: References, taken: set[str | None]) -> str | None:
    """Return the place that a trigger's own clause says it happened in: "was fined in *Northmere*"."""
    for preposition in ("in", "at"):
        for noun in clauses.prepositional(trigger, preposition):
            reference = references.at.get(noun.i)
            if (
                reference is not None
                and reference.thing.kind is Kind.PLACE
                and reference.thing.id not in taken
            ):
                return reference.thing.id
    return None


def load_reader(model: str, ontology: Path) -> Reader:
    """Return a reader.

    Args:
        model: The spaCy pipeline: an installed package's name, or a path.
        ontology: The folder that holds `frames/` and `gazetteer/`.

    Raises:
        ModelError: The pipeline is not installed or lacks a component.
        KnowledgeError: A frame or gazetteer is malformed.
    """
    lexicon = Lexicon.load(ontology / "gazetteer")
    frames = load_frames(ontology / "frames", lexicon.lists)
    return Reader(load_pipeline(model), lexicon, frames, fingerprint(model, ontology))


__all__ = ["Reader", "load_reader"]
