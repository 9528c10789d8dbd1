"""What the pages of documents read from their address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hatang.base.lists import Options, choice, words
from hatang.documents.models import Kind

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


@dataclass(frozen=True)
class DocumentFilter:
    """The filters and the order of the list of documents, as the address says them."""

    words: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "DocumentFilter":
        """Read them from an address; what is not offered is left out."""
        return cls(
            words=words(query),
            kind=choice(query, "loai", Kind.values),
            state=choice(query, "tinh-trang", STATES),
            sort=choice(query, "sap-xep", SORTS),
        )

    @property
    def is_set(self) -> bool:
        """Whether the list is narrowed."""
        return bool(self.words or self.kind or self.state)


def kind_options() -> Options:
    """Kinds of documents for a choice."""
    return [("", str(_("All kinds"))), *((value, str(label)) for value, label in Kind.choices)]


def state_options() -> Options:
    """States of documents for a choice."""
    return [
        ("", str(_("All states"))),
        ("cho-ra-soat", str(_("Waits for review"))),
        ("trong-chuong-trinh", str(_("In the programme"))),
        ("co-canh-bao", str(_("With warnings"))),
    ]
