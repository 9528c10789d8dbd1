from hatang.docparse.readers.blocks import Grid, Row, box
from hatang.docparse.readers.joins import Drawn, continue_table, may_continue
from hatang.docparse.readers.lines import Word
from hatang.docparse.readers.pdf import whole_words

EDGES = [0.0, 30.0, 200.0, 300.0, 400.0]
HEAD = ["TT", "Nhiệm vụ phải làm", "Cơ quan chủ trì", "Thời gian"]


def drawn(*rows: list[str | None], edges: list[float] = EDGES) -> Drawn:
    """A table of one page; None is a place under a merged cell."""
    made: list[Row] = [[None if text is None else box(text) for text in row] for row in rows]
    return Drawn(0.0, list(edges), Grid(made))


def texts(table: Drawn) -> list[list[str | None]]:
    """The words of all places."""
    return [[None if cell is None else cell.text for cell in row] for row in table.grid.rows]


def test_only_tables_with_the_same_edges_go_on() -> None:
    assert may_continue(drawn(HEAD), drawn(HEAD), 595)
    assert may_continue(drawn(HEAD), drawn(HEAD[:3], edges=[0, 30, 300, 400]), 595)
    assert not may_continue(drawn(HEAD), drawn(HEAD, edges=[0, 30, 200, 300, 440]), 595)
    assert not may_continue(drawn(HEAD), drawn(HEAD[:3], edges=[0, 60, 300, 400]), 595)


def test_a_repeated_header_is_dropped_even_when_a_scan_misread_a_letter() -> None:
    before = drawn(HEAD, ["1", "a", "b", "c"])
    assert continue_table(
        before, drawn(["T", "Nhiệm vụ phải lầm", "Cơ quan chủ trì", "Thời gian"], ["2", "d", "e", "f"])
    )
    assert [row[0] for row in texts(before)] == ["TT", "1", "2"]


def test_alike_rows_without_a_header_are_all_kept() -> None:
    before = drawn(["1", "Báo cáo kết quả thực hiện", "Sở Y tế", "2026"])
    continue_table(before, drawn(["2", "Báo cáo kết quả thực hiện", "Sở Y tế", "2026"]))
    assert len(before.grid.rows) == 2


def test_the_rest_of_a_cut_row_joins_its_cells() -> None:
    before = drawn(HEAD, ["1", "Rà soát các vị trí", "Sở A", "2026"])
    continue_table(before, drawn(HEAD, ["", "cột ăng ten", "", ""], ["2", "x", "y", "z"]))
    assert texts(before)[1] == ["1", "Rà soát các vị trí cột ăng ten", "Sở A", "2026"]
    assert texts(before)[2][0] == "2"


def test_a_row_cut_inside_a_merged_cell_keeps_it_merged() -> None:
    before = drawn(HEAD, ["1", "a", "chung", "2026"], ["2", "Rà soát", None, "2027"])
    merged = before.grid.rows[1][2]
    assert merged is not None
    merged.n_rows = 2
    after = drawn(HEAD, ["", "các vị trí", "", ""], ["3", "b", None, "2028"])
    rest = after.grid.rows[1][2]
    assert rest is not None
    rest.n_rows = 2
    continue_table(before, after)
    assert texts(before)[2:] == [["2", "Rà soát các vị trí", None, "2027"], ["3", "b", None, "2028"]]
    assert merged.n_rows == 3


def test_a_numbered_row_with_an_empty_cell_is_a_row_of_its_own() -> None:
    before = drawn(HEAD, ["1", "a", "", "2026"], ["2", "b", "", "2027"])
    continue_table(before, drawn(HEAD, ["3", "c", "", "2028"]))
    assert texts(before)[3] == ["3", "c", "", "2028"]


def test_letters_set_apart_become_words_again() -> None:
    letters, x = [], 0.0
    for char in "Cơ quan chủ trì":
        if char != " ":
            letters.append(Word(char, x, 0, x + 6, 12))
        x += 6 if char != " " else 4
    assert [word.text for word in whole_words(letters)] == ["Cơ", "quan", "chủ", "trì"]
