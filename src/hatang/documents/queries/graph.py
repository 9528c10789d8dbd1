"""Documents and what they follow, as the points and pairs of a drawing."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from hatang.docparse.normalise import fold
from hatang.documents.drawing import Graph, Point, draw
from hatang.documents.models import Citation, Document
from hatang.documents.queries.relations import relations_of
from hatang.documents.references import Level, is_national_resolution, level_of

MOST_DOCUMENTS, MOST_MISSING = 60, 40
# Steps up from the documents asked for, to the national resolutions.
_STEPS_UP = 4
_OF_PROVINCE = "uy ban nhan dan tinh"


@dataclass
class Shown:
    """A document of the drawing; `document` is None where it is cited and not to be read here."""

    number: str
    document: Document | None = None
    is_asked_for: bool = False
    follows: list["Shown"] = field(default_factory=list)
    n_followed_by: int = 0

    @property
    def is_national(self) -> bool:
        """Whether it is a resolution of the centre or the government."""
        return is_national_resolution(self.number)

    @property
    def level(self) -> Level:
        """The level that issued it, by its number; without one by its issuer."""
        if self.document is not None and not self.document.number:
            return Level.PROVINCE if _OF_PROVINCE in fold(self.document.issuer) else Level.DEPARTMENT
        return level_of(self.number)


@dataclass(frozen=True)
class CitationGraph:
    """The drawing, the same documents from the centre down as a list, and how many were left out."""

    graph: Graph
    listed: Sequence[Shown]
    n_alone: int
    n_more_missing: int


def citation_graph(user: object, documents: Sequence[Document]) -> CitationGraph:
    """What documents follow, up to the national resolutions, and what follows them; ten queries at most.

    Args:
        user: who may read them; a document hidden from the user is drawn as one that is missing.
        documents: those asked for, 60 at most; one that follows nothing and is not followed is not drawn.
    """
    found = _Found({("d", one.pk): Shown(str(one), one, is_asked_for=True) for one in documents})
    look = list(documents)
    for step in range(_STEPS_UP + 1):
        if not look:
            break
        look = found.look_at(user, look, is_first=step == 0)
    return found.drawn()


class _Found:
    """Documents found so far, by a key, and who follows whom."""

    def __init__(self, shown: dict[Hashable, Shown]) -> None:
        self.shown = shown
        self.pairs: dict[tuple[Hashable, Hashable], None] = {}
        self.missing: list[tuple[str, str, str]] = []

    def look_at(self, user: object, documents: Sequence[Document], *, is_first: bool) -> list[Document]:
        """Take in what some documents follow, and at first what follows them; those not looked at yet."""
        new: list[Document] = []
        for pk, relations in relations_of(user, documents).items():
            for citation in relations.carries_out:
                self.pairs[self._cited(citation, new), ("d", pk)] = None
            for citation in relations.carried_out_by if is_first else ():
                self.pairs[("d", pk), self._document(citation.version.document, [])] = None
        return new

    def drawn(self) -> CitationGraph:
        """The drawing of what follows or is followed."""
        for source, key in self.pairs:
            self.shown[source].n_followed_by += 1
            self.shown[key].follows.append(self.shown[source])
        joined = {key for pair in self.pairs for key in pair}
        missing = [key for key in joined if self.shown[key].document is None]
        missing.sort(key=lambda key: (-self.shown[key].n_followed_by, self.shown[key].number))
        kept = joined - set(missing[MOST_MISSING:])
        ordered = sorted(kept, key=lambda key: (self.shown[key].level, self.shown[key].number))
        points = [_point(key, self.shown[key]) for key in ordered]
        return CitationGraph(
            graph=draw(points, [pair for pair in self.pairs if kept.issuperset(pair)]),
            listed=[self.shown[key] for key in ordered],
            n_alone=sum(one.is_asked_for for key, one in self.shown.items() if key not in joined),
            n_more_missing=len(missing[MOST_MISSING:]),
        )

    def _cited(self, citation: Citation, new: list[Document]) -> Hashable:
        if citation.cited is not None:
            return self._document(citation.cited, new)
        number, year = citation.number_key, citation.issued_text[:4]
        # Without its year it is the one of that number that was found, if any was.
        alike = [key for key in self.missing if key[1] == number and (not year or key[2] in ("", year))]
        if alike:
            return alike[0]
        self.missing.append(("m", number, year))
        self.shown[self.missing[-1]] = Shown(citation.number)
        return self.missing[-1]

    def _document(self, document: Document, new: list[Document]) -> Hashable:
        key = ("d", document.pk)
        if key not in self.shown:
            self.shown[key] = Shown(str(document), document)
            new.append(document)
        return key


def _point(key: Hashable, shown: Shown) -> Point:
    return Point(key, shown.level, shown.document.issued_on if shown.document else None, shown)
