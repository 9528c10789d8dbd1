"""Samples are drawn by a rule anybody can do over, and say about the whole list what the whole list says."""

from collections import Counter
from decimal import Decimal
from hashlib import sha256
from itertools import combinations, product
from statistics import mean

import pytest
from django.utils import translation

from hatang.reporting.rules.definition import read_definition
from hatang.reporting.rules.estimates import Sampled, estimated_ratio, estimated_total
from hatang.reporting.rules.gathering import Source
from hatang.reporting.rules.sampling import Listed, as_data, draw, from_data, n_to_draw
from hatang.reporting.rules.strata import Stratum, strata_of, survey
from hatang.reporting.survey_sheets import error_words, estimate_words

LIST = [Listed(n, f"ubnd-{n:02}", f"Xã {n}", "ward" if n % 3 else "commune") for n in range(1, 31)]


def _figures(*words: str) -> list[Decimal]:
    return [Decimal(one) for one in words]


def test_the_draw_is_the_order_of_the_hashes_and_keeps_the_whole_list() -> None:
    drawn = draw(LIST, seed="2026", percent=25, least=2)
    wards = [one for one in drawn if one.stratum == "ward"]
    expected = sorted(
        (one.code for one in LIST if one.stratum == "ward"), key=lambda code: _hash("2026", code)
    )
    assert [one.code for one in wards] == expected
    assert [one.place for one in wards] == list(range(1, 21))
    assert Counter(one.stratum for one in drawn if one.is_drawn) == {"ward": 5, "commune": 3}
    assert draw(from_data(as_data(drawn)), seed="2026", percent=25, least=2) == drawn
    assert draw(LIST, seed="2027", percent=25, least=2) != drawn


def _hash(seed: str, code: str) -> str:
    return sha256(f"{seed}|{code}".encode()).hexdigest()


@pytest.mark.parametrize(
    ("n", "percent", "least", "drawn"),
    [(20, 25, 2, 5), (21, 25, 2, 6), (3, 10, 2, 2), (1, 10, 2, 1), (7, 100, 0, 7)],
)
def test_a_share_is_rounded_up_and_never_more_than_the_stratum(
    n: int, percent: int, least: int, drawn: int
) -> None:
    assert n_to_draw(n, percent=percent, least=least) == drawn


def test_the_mean_over_all_possible_samples_is_the_truth_and_so_is_the_error() -> None:
    strata = [_figures("3", "8", "1", "10"), _figures("40", "52", "45")]
    chances = product(*(combinations(one, 2) for one in strata))
    found = [
        estimated_total([Sampled(len(whole), said) for whole, said in zip(strata, drawn, strict=True)])
        for drawn in chances
    ]
    values = [one.value for one in found if one]
    truth = sum(map(sum, strata))
    assert mean(values) == truth == 159
    true_variance = mean((value - truth) ** 2 for value in values)
    assert mean(one.error**2 for one in found if one and one.error is not None) == pytest.approx(
        true_variance
    )


def test_a_list_asked_as_a_whole_has_no_error() -> None:
    whole = estimated_total([Sampled(3, _figures("1", "2", "6"))])
    assert whole is not None
    assert (whole.value, whole.error) == (9, 0)


def test_a_stratum_that_is_silent_lets_nothing_be_said_and_one_answer_no_error() -> None:
    assert estimated_total([Sampled(3, _figures("1", "2")), Sampled(5, [])]) is None
    alone = estimated_total([Sampled(3, _figures("4"))])
    assert alone is not None
    assert (alone.value, alone.error) == (12, None)


def test_a_ratio_is_of_totals_and_not_a_mean_of_percentages() -> None:
    # Half of 10 in a small commune, none of 990 in a large one: 0.5 %; the mean of both would be 25 %.
    found = estimated_ratio([Sampled(2, _figures("5", "0"))], [Sampled(2, _figures("10", "990"))])
    assert found is not None
    assert (found.value, found.error) == (Decimal("0.5"), 0)


FORM = read_definition(
    {
        "sections": [
            {
                "title": "Mạng",
                "fields": [
                    {"key": "co", "label": "Có phòng máy?", "kind": "choice", "choices": ["Có", "Không"]},
                    {
                        "key": "may",
                        "label": "Máy chủ",
                        "kind": "number",
                        "shown_if": {"key": "co", "answer": "Có"},
                    },
                    {"key": "ho", "label": "Hộ", "kind": "number"},
                    {"key": "quang", "label": "Hộ cáp quang", "kind": "number"},
                    {
                        "key": "ty_le",
                        "label": "Tỷ lệ",
                        "kind": "number",
                        "roll_up": "ratio",
                        "numerator": "quang",
                        "denominator": "ho",
                    },
                ],
            }
        ]
    },
    sources={},
)


def _source(pk: int, **values: str) -> Source:
    return Source(pk, f"Xã {pk}", values)


def test_each_field_by_stratum_and_for_the_list_what_is_not_asked_is_nothing() -> None:
    strata = [
        Stratum(
            "ward",
            4,
            2,
            [_source(1, co="Có", may="6", ho="100", quang="80"), _source(2, co="Không", ho="300")],
        ),
        Stratum("commune", 10, 2, [_source(3, co="Không", ho="50", quang="10", may="9")]),
    ]
    rows = {row.field.key: row for row in survey(FORM, strata)}
    # Two of four wards answered, one has six machines, the other is not asked; so is the commune.
    assert rows["may"].estimate is not None
    assert rows["may"].estimate.value == 12
    assert {answer: one.value for answer, one in rows["co"].answers} == {"Có": 2, "Không": 12}
    # The second ward does not say both parts: it is in neither of them.
    assert rows["ty_le"].estimate is not None
    assert rows["ty_le"].estimate.value == Decimal(4 * 80 + 10 * 10) * 100 / Decimal(4 * 100 + 10 * 50)
    assert [part.total for _stratum, part in rows["ty_le"].by_stratum] == [80, 20]
    assert (rows["ty_le"].whole.numerator, rows["ty_le"].whole.denominator) == (90, 150)


def test_errors_are_said_for_each_answer_and_small_figures_keep_two_digits() -> None:
    strata = [Stratum("ward", 4, 2, [_source(1, co="Có", ho="0.03"), _source(2, co="Không", ho="0.04")])]
    rows = {row.field.key: row for row in survey(FORM, strata)}
    with translation.override("vi"):
        assert error_words(rows["co"]) == "Có: 1,4; Không: 1,4"
        assert (estimate_words(rows["ho"]), error_words(rows["ho"])) == ("0,14", "0,014")


def test_only_who_was_drawn_counts_as_an_answer() -> None:
    drawn = draw(LIST, seed="1", percent=10, least=1)
    answered = {one.unit: _source(one.unit) for one in drawn[:8]}
    strata = strata_of(drawn, answered)
    assert [(one.word, one.n_listed, one.n_drawn, len(one.answered)) for one in strata] == [
        ("commune", 10, 1, 1),
        ("ward", 20, 2, 0),
    ]
