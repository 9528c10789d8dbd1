"""An escalation begins, and those of a tier are asked for an answer within three worked days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.access import require, works_for
from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.accounts.queries.workdays import usual_answer_day
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.chasing import access
from hatang.chasing.models import Escalation, EscalationStep, TierName
from hatang.chasing.queries import late_day
from hatang.chasing.rules import State, Step, Tier, next_tier
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.models import Obligation, Plan
from hatang.reporting.access import holders
from hatang.reporting.models import Reporter

MOST_WORDS = 2000
_MOST_TO_WHOM = 500


class NotLate(Conflict):
    """It is not late, or nobody waits for it any more."""

    code = "not_late"


class AlreadyEscalated(Conflict):
    """An escalation about this is open."""

    code = "already_escalated"


@action
def begin(*, thing: Obligation | Reporter, because: str, by: User | None, at: datetime) -> Escalation:
    """Ask the unit for an answer about what is late; by None it is the ladder of reminders.

    Raises:
        NotAllowed: the person is not of the programme office.
        Refusal: no reason is given, or a long one.
        NotLate: it is not late.
        AlreadyEscalated: an escalation about it is open.
    """
    if by is not None:
        require(access.may_begin(by))
    because = checked(because, needed=_("Write why it is escalated."), field="ly-do")
    # Locked, as steps of a report and progress lock it: two who begin at once begin it once.
    model = type(thing)
    model.objects.select_for_update(of=("self",)).get(pk=thing.pk)
    today = clock.local(at).date()
    due_on = late_day(thing, today)
    if due_on is None:
        raise NotLate(_("This is not late, or nobody waits for it any more."))
    about = {"reporter": thing} if isinstance(thing, Reporter) else {"obligation": thing}
    if Escalation.objects.filter(closed_at__isnull=True, **about).exists():
        raise AlreadyEscalated(_("An escalation about this is open already."))
    made = Escalation.objects.create(
        **about,
        unit=thing.unit,
        due_on=due_on,
        tier=Tier.WORKING,
        state=State.WAITING,
        answer_on=today,
        begun_at=at,
        begun_by=by,
    )
    ask(made, Tier.WORKING, because=because, by=by, at=at)
    return made


def begin_many(*, things: Iterable[Obligation | Reporter], because: str, by: User, at: datetime) -> int:
    """Begin escalations about several things; those no longer late or escalated meanwhile are left out.

    Raises:
        NotAllowed: the person is not of the programme office.
        Refusal: no reason is given, or a long one.
    """
    require(access.may_begin(by))
    checked(because, needed=_("Write why it is escalated."), field="ly-do")
    n_begun = 0
    for thing in things:
        try:
            begin(thing=thing, because=because, by=by, at=at)
        except (NotLate, AlreadyEscalated):
            continue
        n_begun += 1
    return n_begun


def ask(
    escalation: Escalation,
    tier: Tier,
    *,
    because: str,
    by: User | None,
    at: datetime,
    step: Step = Step.ASKED,
) -> None:
    """Ask those of a tier, or of the first above it where somebody signs in; the caller locks the row."""
    people: Sequence[User] = _of_tier(escalation, tier)
    while not people and (above := next_tier(tier)) is not None:
        tier = above
        people = _of_tier(escalation, tier)
    today = clock.local(at).date()
    escalation.tier, escalation.state, escalation.held_until = tier, State.WAITING, None
    escalation.leader = _director(escalation) if tier is Tier.COMMITTEE else None
    escalation.answer_on = usual_answer_day(today)
    escalation.save(update_fields=["tier", "state", "held_until", "leader", "answer_on"])
    told = tell(
        people=people,
        kind=NoticeKind.REMINDER,
        subject=subject_of("escalation", escalation),
        sentence=lambda: _sentence(escalation, today),
        by=by,
        at=at,
    )
    EscalationStep.objects.create(
        escalation=escalation,
        step=step,
        tier=tier,
        words=because,
        on=escalation.answer_on,
        to_whom=", ".join(notice.user.full_title for notice in told)[:_MOST_TO_WHOM],
        taken_by=by,
        taken_at=at,
    )


def checked(words: str, *, needed: str, field: str) -> str:
    """Words without blanks around them.

    Raises:
        Refusal: they are needed and missing, or too long.
    """
    words = words.replace("\x00", "").strip()
    if needed and not words:
        raise Refusal(needed, field=field)
    if len(words) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field=field)
    return words


def _of_tier(escalation: Escalation, tier: Tier) -> list[User]:
    """Who is asked at a tier; nobody where none of them signs in."""
    unit = escalation.unit
    if tier is Tier.UNIT_LEADER:
        return list(people_holding(Role.APPROVER, unit_id=unit.pk))
    if tier is Tier.COMMITTEE:
        director = _director(escalation)
        return [director] if director is not None else list(people_holding(Role.LEADER))
    workers = _workers(escalation)
    return [*workers, *(one for one in holders(unit, Role.REVIEWER) if one not in workers)]


def _workers(escalation: Escalation) -> list[User]:
    """Whoever is responsible in the unit, else its focal point, else its officers."""
    unit, owed = escalation.unit, escalation.obligation
    person = owed.responsible if owed is not None else None
    if person is not None and works_for(person, unit.pk):
        return [person]
    return holders(unit, Role.FOCAL) or holders(unit, Role.OFFICER)


def _director(escalation: Escalation) -> User | None:
    """Who directs the task or its plan, unless that is the unit's own leader or nobody who signs in."""
    plan, found = _plan_of(escalation), None
    if escalation.obligation is not None:
        found = escalation.obligation.task.directed_by
    found = found or (plan.directed_by if plan is not None else None)
    if found is None or not found.is_active or found.holds_in(escalation.unit_id, Role.APPROVER):
        return None
    return found


def _plan_of(escalation: Escalation) -> Plan | None:
    """The plan of what is owed, or of the document on which a campaign stands."""
    if escalation.obligation is not None:
        return escalation.obligation.task.plan
    campaign = escalation.reporter.campaign if escalation.reporter is not None else None
    return Plan.objects.filter(document=campaign.document_id).first() if campaign is not None else None


def _sentence(escalation: Escalation, today: date) -> str:
    n = (today - escalation.due_on).days
    said = {"unit": escalation.unit, "n": n, "day": date_format(escalation.answer_on)}
    if escalation.tier == Tier.COMMITTEE:
        late = ngettext(
            "%(unit)s is %(n)s day late and has not answered; it waits for your decision by %(day)s.",
            "%(unit)s is %(n)s days late and has not answered; it waits for your decision by %(day)s.",
            n,
        )
    else:
        late = ngettext(
            "%(unit)s is %(n)s day late; an answer is asked for by %(day)s.",
            "%(unit)s is %(n)s days late; an answer is asked for by %(day)s.",
            n,
        )
    return late % said


def tier_words(tier: int) -> str:
    """A tier in words."""
    return str(TierName(tier).label)
