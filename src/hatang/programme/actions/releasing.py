"""The leader of a unit lets a result, a request or a figure leave it."""

from datetime import date, datetime

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.programme.actions.declaring import correct_value, declare_value
from hatang.programme.actions.figures import close_figures, tell_author_of_figure, waiting_figure
from hatang.programme.actions.hand_ins import mark_released, tell_author, waiting
from hatang.programme.actions.progress import is_submitted, record_progress, take_step
from hatang.programme.actions.requests import ask_deadline
from hatang.programme.models import FigureHandIn, HandIn, HandInKind, Progress, TargetValue
from hatang.programme.rules import Step


@action
def release_hand_in(
    *, handed: HandIn, by: User, at: datetime, number: str = "", on: date | None = None
) -> HandIn:
    """Let what was handed in leave the unit, as the leader's own step.

    A result waits for acceptance, or is done where the plan asks for none; a request goes to whoever decides.

    Args:
        handed: what waits for the leader.
        by: the leader.
        at: when.
        number: number of the submission, where it is another one than was handed in.
        on: day of the submission, or until when a later deadline is asked, where it is another one.

    Raises:
        NotWaiting: somebody has decided, or the work no longer goes on.
        Refusal: what leaves the unit is refused, as `take_step` and `ask_deadline` do.
    """
    handed = mark_released(waiting(handed), by=by, at=at)
    obligation, on = handed.obligation, on or handed.on
    if handed.kind == HandInKind.DEADLINE:
        assert on is not None  # noqa: S101 - kept by the database
        ask_deadline(obligation=obligation, until=on, reason=handed.words, by=by, at=at)
        # A result is told to the whole unit; a request only to whoever decides.
        tell_author(handed, by=by, at=at)
    elif is_submitted(obligation.task):
        number = number.strip() or handed.number
        take_step(
            obligation=obligation, step=Step.SUBMIT, words=handed.words, number=number, on=on, by=by, at=at
        )
    else:
        record_progress(obligation=obligation, state=Progress.DONE, done_on=on, by=by, at=at)
    return handed


@action
def release_figure(*, handed: FigureHandIn, by: User, at: datetime) -> FigureHandIn:
    """Declare a figure that was handed in, as the leader's own word; only now it counts.

    Raises:
        NotWaiting: somebody has decided.
        Conflict: another figure was declared for the day meanwhile, or the plan no longer has the target.
    """
    handed = waiting_figure(handed)
    if handed.replaces is not None:
        became = correct_value(
            declared=handed.replaces, value=handed.value, reason=handed.words, by=by, at=at
        )
    else:
        became = declare_value(
            target=handed.target,
            unit=handed.unit,
            ends_on=handed.ends_on,
            value=handed.value,
            note=handed.words,
            by=by,
            at=at,
        )
    assert isinstance(became, TargetValue)  # noqa: S101 - who leads the unit asks nobody
    # Where somebody declared the same figure meanwhile, it has become that one.
    close_figures(became, by=by, at=at)
    handed.refresh_from_db(fields=["became", "outcome", "decided_at", "decided_by"])
    tell_author_of_figure(handed, by=by, at=at)
    return handed
