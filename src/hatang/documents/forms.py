"""What the pages of documents read from their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.lists import Options, choice, day, number, words
from hatang.base.refusal import Refusal
from hatang.documents.actions import Effect, last_word
from hatang.documents.models import Document, Kind, Validity
from hatang.documents.queries import choice_words, find_document, provinces
from hatang.territory.models import Area, AreaKind

# Words of the address for the orders and states that the queries know.
SORTS = {
    "ten": "title",
    "-ten": "-title",
    "ngay": "issued",
    "-ngay": "-issued",
}
STATES = {"cho-ra-soat": "waiting", "trong-chuong-trinh": "published", "co-canh-bao": "warned"}
VIEWS = ("xem-lai", "nhiem-vu", "chi-tieu", "van-ban", "so-sanh")
ENDINGS = (".docx", ".pdf", ".txt", ".md", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


VALIDITIES = {
    "du-thao": Validity.DRAFT,
    "con-hieu-luc": Validity.ISSUED,
    "bi-thay-the": Validity.REPLACED,
    "het-hieu-luc": Validity.EXPIRED,
}
_VALIDITY_WORDS = {validity.value: word for word, validity in VALIDITIES.items()}


@dataclass(frozen=True)
class ValidityForm:
    """What is typed about the effect of a document, and what was refused about it."""

    validity: str = ""
    valid_from: str = ""
    valid_to: str = ""
    replaced_by: str = ""
    scope: str = ""
    reason: str = ""
    seen: str = ""
    sentence: str = ""
    field: str = ""

    @classmethod
    def of(cls, document: Document) -> "ValidityForm":
        """What the document says now."""
        return cls(
            validity=_VALIDITY_WORDS[document.validity],
            valid_from=document.valid_from.isoformat() if document.valid_from else "",
            valid_to=document.valid_to.isoformat() if document.valid_to else "",
            replaced_by=choice_words(document.replaced_by) if document.replaced_by else "",
            scope=str(document.scope_id or ""),
            seen=last_word(document),
        )

    @classmethod
    def sent(cls, sent: Mapping[str, str]) -> "ValidityForm":
        """What somebody sent."""
        return cls(
            validity=sent.get("hieu-luc", ""),
            valid_from=sent.get("tu-ngay", ""),
            valid_to=sent.get("den-ngay", ""),
            replaced_by=sent.get("thay-the-boi", ""),
            scope=sent.get("pham-vi", ""),
            reason=sent.get("ly-do", ""),
            seen=sent.get("thay", ""),
        )

    def effect(self, user: User) -> Effect:
        """What was typed, as the action takes it.

        Raises:
            Refusal: a day is none, or the document or the province is not known.
        """
        scope = provinces().filter(pk=int(self.scope[:18])).first() if self.scope.isdecimal() else None
        if self.scope and scope is None:
            raise Refusal(_("Choose one of the provinces."), field="pham-vi")
        return Effect(
            validity=VALIDITIES.get(self.validity, ""),
            valid_from=_day(self.valid_from, "tu-ngay"),
            valid_to=_day(self.valid_to, "den-ngay"),
            replaced_by=find_document(user, self.replaced_by) if self.replaced_by.strip() else None,
            scope=scope,
        )


@dataclass(frozen=True)
class AudienceForm:
    """What is typed about the audience of a document, and what was refused about it."""

    chosen: tuple[str, ...] = ()
    more: str = ""
    is_restricted: bool = False
    reason: str = ""
    seen: str = ""
    sentence: str = ""
    field: str = ""

    @classmethod
    def sent(cls, sent: QueryDict) -> "AudienceForm":
        """What somebody sent."""
        return cls(
            chosen=tuple(sent.getlist("cho")),
            more=sent.get("them", ""),
            is_restricted=sent.get("han-che") == "1",
            reason=sent.get("ly-do", ""),
            seen=sent.get("thay", ""),
        )


def _day(typed: str, field: str) -> date | None:
    if not typed:
        return None
    found = day({field: typed}, field)
    if found is None:
        raise Refusal(_("“%(typed)s” is not a day.") % {"typed": typed[:40]}, field=field)
    return found


@dataclass(frozen=True)
class DocumentFilter:
    """The filters and the order of the list of documents, as the address says them."""

    words: str = ""
    kind: str = ""
    state: str = ""
    validity: str = ""
    scope: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "DocumentFilter":
        """Read them from an address; what is not offered is left out."""
        return cls(
            words=words(query),
            kind=choice(query, "loai", Kind.values),
            state=choice(query, "tinh-trang", STATES),
            validity=choice(query, "hieu-luc", VALIDITIES),
            scope=str(number(query, "pham-vi") or ""),
            sort=choice(query, "sap-xep", SORTS),
        )

    @property
    def is_set(self) -> bool:
        """Whether the list is narrowed."""
        return bool(self.words or self.kind or self.state or self.validity or self.scope)


def kind_options() -> Options:
    """Kinds of documents for a choice."""
    return [("", str(_("All kinds"))), *((value, str(label)) for value, label in Kind.choices)]


def validity_options() -> Options:
    """Validities for a choice; a list may leave it open."""
    return [(word, str(validity.label)) for word, validity in VALIDITIES.items()]


def scope_options() -> Options:
    """Present and former provinces for a choice."""
    return [(str(area.pk), scope_words(area)) for area in provinces()]


def scope_words(area: Area | None) -> str:
    """A province as the territory of a document."""
    if area is None:
        return ""
    former = area.kind == AreaKind.FORMER_PROVINCE
    words = _("the former %(name)s province") if former else _("the whole province of %(name)s")
    return words % {"name": area.name}


def state_options() -> Options:
    """States of documents for a choice."""
    return [
        ("", str(_("All states"))),
        ("cho-ra-soat", str(_("Waits for review"))),
        ("trong-chuong-trinh", str(_("In the programme"))),
        ("co-canh-bao", str(_("With warnings"))),
    ]
