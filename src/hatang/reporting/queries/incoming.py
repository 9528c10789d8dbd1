"""Written reports and what is proposed from them, as their pages show it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hatang.accounts.models import User
from hatang.programme.access import may_record_progress, visible_obligations
from hatang.reporting import access
from hatang.reporting.models import Decision, IncomingReport, ProgressProposal

# Of a passage so many characters are shown.
_SHOWN = 1500
# So many of its words are offered to be kept with the progress.
_KEPT = 500


@dataclass(frozen=True)
class Bit:
    """A piece of a passage, and which finding rests on it, as the proposal names them."""

    text: str
    basis: str = ""


@dataclass(frozen=True)
class ProposalLine:
    """A proposal beside its passage; `page` counts from 1 where the file has pages.

    `words` are those of the passage from the first finding on; `is_shared` whether it fits others too.
    """

    proposal: ProgressProposal
    bits: Sequence[Bit]
    page: int | None
    words: str
    is_shared: bool
    may_decide: bool


def incoming_rows(user: User) -> "QuerySet[IncomingReport]":
    """Written reports the user may read, with how many proposals are open and how many there are."""
    rows = access.visible_incoming(user).defer("text", "page_starts").select_related("unit", "sent_by")
    open_ = Count("proposals", filter=Q(proposals__decision=Decision.OPEN))
    return rows.annotate(n_proposals=Count("proposals"), n_open=open_).order_by("-sent_at", "-pk")


def proposal_lines(user: User, incoming: IncomingReport) -> list[ProposalLine]:
    """What is proposed from a report, in its order; tasks of documents hidden from the user are left out."""
    rows = incoming.proposals.filter(obligation__in=visible_obligations(user).values("pk"))
    rows = rows.select_related("obligation__task__plan", "obligation__unit", "decided_by")
    n_at = Counter(one.start for one in rows)
    return [
        ProposalLine(
            one,
            bits_of(incoming.text, one),
            _page_of(incoming.page_starts, one.start),
            _words_of(incoming.text, one),
            n_at[one.start] > 1,
            one.is_open and may_record_progress(user, one.obligation),
        )
        for one in rows
    ]


def bits_of(text: str, proposal: ProgressProposal) -> list[Bit]:
    """The passage of a proposal, cut where a finding rests on its words; what overlaps is marked once."""
    end = min(proposal.end, proposal.start + _SHOWN)
    marks = sorted((span[0], span[1], name) for name, span in proposal.spans.items())
    bits, at = [], proposal.start
    for first, last, name in marks:
        if first < at or last > end:
            continue
        bits += [Bit(text[at:first]), Bit(text[first:last], name)]
        at = last
    bits.append(Bit(text[at:end] + ("…" if end < proposal.end else "")))
    return [one for one in bits if one.text]


def _words_of(text: str, proposal: ProgressProposal) -> str:
    start = min((span[0] for span in proposal.spans.values()), default=proposal.start)
    return " ".join(text[start : proposal.end].split())[:_KEPT]


def _page_of(starts: Sequence[int], place: int) -> int | None:
    return sum(start <= place for start in starts) or None
