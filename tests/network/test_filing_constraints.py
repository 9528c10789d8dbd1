"""The database refuses what filings and pairs may not be."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hatang.network.models import Filing, MatchReview

from .conftest import site, unit

pytestmark = pytest.mark.django_db


class Rows:
    """Rows beside the rules."""

    def __init__(self, user: Any, at: Any) -> None:
        self.user, self.at = user, at

    def filing(self, **values: Any) -> Filing:
        usual = {"period": "2026-Q4", "starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
        usual |= {"sha256": "a" * 64, "filed_at": self.at, "filed_by": self.user, "operator": unit()}
        return Filing.objects.create(**{**usual, **values})

    def twice(self) -> None:
        self.filing()
        self.filing()

    def pair(self, **values: Any) -> MatchReview:
        usual = {"filing": Filing.objects.first() or self.filing(), "operator": unit(), "operator_code": "V1"}
        mast = values.pop("site", None) or site()
        usual |= {"site": mast, "score": 0.5, "distance_m": 20}
        return MatchReview.objects.create(**{**usual, **values})

    def pair_twice(self) -> None:
        self.pair(site=self.pair().site)


BREAKS: dict[str, Callable[[Rows], object]] = {
    "filing_state_known": lambda rows: rows.filing(state="lost"),
    "filing_period_in_order": lambda rows: rows.filing(ends_on=date(2026, 10, 1)),
    "filing_file_once": lambda rows: rows.twice(),
    "filing_submitted_by_somebody": lambda rows: rows.filing(submitted_at=rows.at),
    "filing_entered_when_said": lambda rows: rows.filing(state="applied"),
    "match_once": lambda rows: rows.pair_twice(),
    "match_answer_known": lambda rows: rows.pair(answer="perhaps", answered_by=rows.user, reason="x"),
    "match_score_in_range": lambda rows: rows.pair(score=1.2),
    "match_answered_by_somebody": lambda rows: rows.pair(answer="same"),
}


def test_the_database_refuses(office: Any, at: Any) -> None:
    rows = Rows(office, at)
    for name, run in BREAKS.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            run(rows)


def test_every_constraint_is_broken_by_a_test() -> None:
    named = {one.name for model in (Filing, MatchReview) for one in model._meta.constraints}
    assert named == BREAKS.keys()
