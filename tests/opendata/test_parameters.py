"""What a program asks of a collection, understood or refused with the field."""

from datetime import date

import pytest

from hatang.opendata.rules import BadParameter, Box, Days, read_items, read_none, token_after


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-06-01", Days(date(2026, 6, 1), date(2026, 6, 1))),
        # Seven hours east of Greenwich it is the next day already.
        ("2026-05-31T20:00:00Z", Days(date(2026, 6, 1), date(2026, 6, 1))),
        ("2026-06-01/2026-06-30", Days(date(2026, 6, 1), date(2026, 6, 30))),
        ("../2026-06-30", Days(None, date(2026, 6, 30))),
        ("2026-06-01/", Days(date(2026, 6, 1), None)),
        ("2026-06-01/..", Days(date(2026, 6, 1), None)),
    ],
)
def test_days_are_read_as_the_standard_writes_them(said: str, meant: Days) -> None:
    assert read_items({"datetime": [said]}).days == meant


def test_a_box_may_have_heights_and_cross_the_meridian_of_180_degrees() -> None:
    assert read_items({"bbox": ["105,21,0,106,22,9"]}).box == Box(105, 21, 106, 22)
    crossing = read_items({"bbox": ["170,-10,-170,10"]}).box
    assert crossing is not None
    assert crossing.parts == (Box(170, -10, 180, 10), Box(-180, -10, -170, 10))


def test_more_than_the_most_is_no_error() -> None:
    assert read_items({"limit": ["20000"]}).limit == 10_000
    assert read_items({"limit": ["9" * 40]}).limit == 10_000


def test_a_token_leads_back_to_its_key() -> None:
    assert read_items({"token": [token_after(2**40)]}).after == 2**40


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("bbox", said)
            for said in (
                "",
                "1,2,3",
                "1,2,3,x",
                "nan,1,2,3",
                "1,inf,2,3",
                "1,5,2,4",
                "1,2,3,4,5",
                "1,2,x,3,4,5",
            )
        ),
        *(("datetime", said) for said in ("", "2026", "2026-13-01", "2026-06-01T00:00:00", "x/..")),
        *(("datetime", said) for said in ("2026-06-02/2026-06-01", "0001-01-01T00:00:00+14:00", "a/b/c")),
        *(("limit", said) for said in ("", "0", "-1", "1.5", "ten", "٣")),
        *(("token", said) for said in ("", "1", "a2s", token_after(2**70), "kkk=", "\x00")),
        ("f", "html"),
        ("filter", "x = 1"),
        ("Limit", "1"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(BadParameter) as refused:
        read_items({name: [value]})
    assert refused.value.field == name
    assert refused.value.status == 400


def test_a_parameter_is_given_once_and_nowhere_else() -> None:
    with pytest.raises(BadParameter):
        read_items({"limit": ["1", "2"]})
    with pytest.raises(BadParameter):
        read_none({"limit": ["1"]})
    read_none({"f": ["json"]})
