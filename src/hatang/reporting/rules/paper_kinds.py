"""The kinds of documents that are written from the data, and what each is about."""

from enum import StrEnum


class About(StrEnum):
    """What a document is about."""

    CAMPAIGN = "campaign"
    PERIOD = "period"
    PLAN = "plan"
    MEETING = "meeting"


class PaperKind(StrEnum):
    """A kind of document that the house drafts."""

    ASKING = "asking"
    REMINDER = "reminder"
    GATHERED = "gathered"
    SUBMISSION = "submission"
    SLIP = "slip"
    PERIODIC = "periodic"
    RANKING = "ranking"
    ASSIGNMENT = "assignment"
    WEEKLY = "weekly"
    CONCLUSIONS = "conclusions"


ABOUT = {
    PaperKind.ASKING: About.CAMPAIGN,
    PaperKind.REMINDER: About.CAMPAIGN,
    PaperKind.GATHERED: About.CAMPAIGN,
    PaperKind.SUBMISSION: About.CAMPAIGN,
    PaperKind.SLIP: About.CAMPAIGN,
    PaperKind.PERIODIC: About.PERIOD,
    PaperKind.RANKING: About.PERIOD,
    PaperKind.ASSIGNMENT: About.PLAN,
    PaperKind.WEEKLY: About.MEETING,
    PaperKind.CONCLUSIONS: About.MEETING,
}
# Letters have no name of their type over their subject.
LETTERS = (PaperKind.ASKING, PaperKind.REMINDER)
# How kinds are named in addresses and files.
WORDS = {
    "yeu-cau": PaperKind.ASKING,
    "don-doc": PaperKind.REMINDER,
    "tong-hop": PaperKind.GATHERED,
    "to-trinh": PaperKind.SUBMISSION,
    "phieu-trinh": PaperKind.SLIP,
    "bao-cao-ky": PaperKind.PERIODIC,
    "xep-hang": PaperKind.RANKING,
    "giao-nhiem-vu": PaperKind.ASSIGNMENT,
    "bao-cao-tuan": PaperKind.WEEKLY,
    "ket-luan": PaperKind.CONCLUSIONS,
}
