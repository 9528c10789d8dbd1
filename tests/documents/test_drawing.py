"""Documents in columns by level, lines from what is followed to what follows."""

from datetime import date

from hatang.documents.drawing import GAP_X, WIDTH, Point, draw
from hatang.documents.references import Level

STEP = WIDTH + GAP_X
ROOT = Point("57-NQ/TW", Level.CENTRE, date(2024, 12, 22))
PLAN = Point("94/KH-UBND", Level.PROVINCE, date(2025, 10, 6))
CHANGED = Point("120/KH-UBND", Level.PROVINCE, date(2026, 1, 5))
OWN = Point("20/KH-SXD", Level.DEPARTMENT, date(2026, 2, 1))


def test_what_follows_stands_right_of_what_it_follows() -> None:
    pairs = [(ROOT.key, PLAN.key), (PLAN.key, CHANGED.key), (PLAN.key, OWN.key), (PLAN.key, OWN.key)]
    drawn = draw([OWN, PLAN, ROOT, CHANGED], pairs)
    assert {str(box.point.key): box.x // STEP for box in drawn.boxes} == {
        "57-NQ/TW": 0, "94/KH-UBND": 1, "120/KH-UBND": 2, "20/KH-SXD": 3,
    }  # fmt: skip
    assert len(drawn.lines) == 3
    assert [(one.level, one.width) for one in drawn.strips] == [
        (Level.CENTRE, WIDTH), (Level.PROVINCE, WIDTH + STEP), (Level.DEPARTMENT, WIDTH),
    ]  # fmt: skip
    assert all(0 <= box.x <= drawn.width - WIDTH and box.y < drawn.height for box in drawn.boxes)


def test_circles_and_pairs_against_level_or_day_are_left_out() -> None:
    odd = [(PLAN.key, ROOT.key), (PLAN.key, PLAN.key), (CHANGED.key, PLAN.key), ("none", PLAN.key)]
    drawn = draw([PLAN, ROOT, CHANGED], odd)
    assert list(drawn.lines) == []
    same = Point("121/KH-UBND", Level.PROVINCE, CHANGED.issued_on)
    both = [(CHANGED.key, same.key), (same.key, CHANGED.key)]
    assert len(draw([CHANGED, same], both).lines) == 1
    assert draw([], []).boxes == []


def test_boxes_of_one_column_do_not_lie_on_each_other() -> None:
    many = [Point(f"{n}/KH-UBND", Level.PROVINCE, None) for n in range(30)]
    drawn = draw([ROOT, *many], [(ROOT.key, one.key) for one in many])
    places = {(box.x, box.y) for box in drawn.boxes}
    assert len(places) == 31
    root = next(box for box in drawn.boxes if box.point is ROOT)
    assert abs(root.y - drawn.height // 2) < 80
