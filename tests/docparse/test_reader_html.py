from collections.abc import Callable

import pytest

from hatang.docparse.files import read_bytes
from hatang.docparse.source import Source

PAGE = """<!DOCTYPE html><html><head><title>bỏ</title><style>p{}</style><script>alert(1)</script></head>
<body><table><tr><td><b>UBND TỈNH A</b><br>SỞ B<hr>Số: 1/KH-SB</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr></table>
<h1>KẾ HOẠCH</h1><p>Tỷ lệ &ge; 90&nbsp;% <b>dân số</b><sup>1</sup>.</p>
<ol><li>Một</li><li>Hai<ul><li>Con</li></ul></li></ol><ol type="a" start="2"><li>Bê</li></ol>
<div style="display: none">ẩn</div>
<table border="1"><thead><tr><th rowspan="2">TT</th><th colspan="2">Cơ quan</th></tr>
<tr><th>Chủ trì</th><th>Phối hợp</th></tr></thead>
<tbody><tr><td>1</td><td>Sở A<p>Sở B</p></td><td></td></tr><tr><td>2<td>Sở C<td>Sở D</tbody></table>
</body></html>"""


def test_a_reader_sees_the_words_and_not_the_scripts(lines: Callable[[Source], list[str]]) -> None:
    read = lines(read_bytes(PAGE.encode(), "a.html"))
    assert read[:6] == [
        "UBND TỈNH A",
        "SỞ B",
        "Số: 1/KH-SB",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
    ]
    assert "Tỷ lệ ≥ 90 % dân số[1]." in read
    assert read[7:11] == ["1. Một", "2. Hai", "- Con", "b) Bê"]
    assert not any(word in "".join(read) for word in ("alert", "ẩn", "bỏ"))


def test_spans_are_resolved(cells: Callable[..., dict[tuple[int, int], str]]) -> None:
    source = read_bytes(PAGE.encode(), "a.html")
    table = cells(source)
    assert table == {
        (0, 0): "TT",
        (0, 1): "Cơ quan",
        (1, 1): "Chủ trì",
        (1, 2): "Phối hợp",
        (2, 0): "1",
        (2, 1): "Sở A\nSở B",
        (2, 2): "",
        (3, 0): "2",
        (3, 1): "Sở C",
        (3, 2): "Sở D",
    }
    first = source.tables[0].cells[0]
    assert (first.n_rows, first.n_cols) == (2, 1)


def test_external_entities_are_not_opened() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>chữ &x;</p></body></html>'
    assert "root:" not in read_bytes(page.encode(), "a.html").text


def test_enormous_spans_do_not_make_enormous_tables() -> None:
    row = "<tr><td>x</td><td colspan=99999 rowspan=99999>a</td><td>b</td></tr>"
    source = read_bytes(f"<table border=1>{row * 50}</table>".encode(), "a.html")
    assert max(cell.col + cell.n_cols for table in source.tables for cell in table.cells) <= 200


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
def test_deeply_nested_pages_are_read_to_the_bottom(tag: str) -> None:
    assert "đáy" in read_bytes((tag * 500 + "đáy").encode(), "a.html").text
