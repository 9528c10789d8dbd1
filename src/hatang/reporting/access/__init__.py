"""Who may see and change campaigns, forms, reports and drafts."""

from hatang.accounts.access import writes_for
from hatang.accounts.queries import has_leader
from hatang.reporting.access.campaigns import (
    get_campaign,
    get_form,
    get_form_version,
    linked_documents,
    may_run_campaigns,
    sees_every_report,
    visible_campaigns,
    visible_forms,
)
from hatang.reporting.access.consolidators import (
    are_of_one_agency,
    gathers_for,
    get_consolidator,
    may_hand_on,
    visible_consolidators,
)
from hatang.reporting.access.drafts import (
    get_draft,
    may_number_draft,
    may_return_draft,
    may_see_drafts,
    visible_drafts,
)
from hatang.reporting.access.incoming import get_incoming, may_send_report, sending_units, visible_incoming
from hatang.reporting.access.reports import (
    get_reporter,
    has_head,
    heads,
    holders,
    is_unlocked,
    may_take_step,
    may_write,
    own_reporters,
    report_of,
    visible_reporters,
)

__all__ = [
    "are_of_one_agency",
    "gathers_for",
    "get_campaign",
    "get_consolidator",
    "get_draft",
    "get_form",
    "get_form_version",
    "get_incoming",
    "get_reporter",
    "has_head",
    "has_leader",
    "heads",
    "holders",
    "is_unlocked",
    "linked_documents",
    "may_hand_on",
    "may_number_draft",
    "may_return_draft",
    "may_run_campaigns",
    "may_see_drafts",
    "may_send_report",
    "may_take_step",
    "may_write",
    "own_reporters",
    "report_of",
    "sees_every_report",
    "sending_units",
    "visible_campaigns",
    "visible_consolidators",
    "visible_drafts",
    "visible_forms",
    "visible_incoming",
    "visible_reporters",
    "writes_for",
]
