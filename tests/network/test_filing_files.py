"""Files of operators in whatever form and letters: read, or refused with the row and the reason."""

import json
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from hatang.base.refusal import Refusal
from hatang.network.filing import files
from hatang.network.filing.books import rows_to_put_right, template
from hatang.network.filing.columns import CELLS, KINDS, SITES
from hatang.network.filing.files import UnreadableFiling, read_filing
from hatang.network.filing.tables import joined
from tests.network.filing_words import SITE, checked, csv_of

HEADS = "Kết cấu;Mã vị trí;Kinh độ;Vĩ độ;Loại cột;Chiều cao (m);Tên vị trí"
ROW = "Cột tự đứng;VT-1;106,05;21,2;A2b;42;Trạm Đông Thọ gần đường tỉnh lộ phường Yên Phong"


def book_of(heads: list[str], *rows: list[object], title: str = "") -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(SITES.vi)
    first = [[title], heads] if title else [heads]
    for number, row in enumerate([*first, *rows]):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.close()
    return file.getvalue()


@pytest.mark.parametrize("heads", [[c.vi for c in SITES.columns], [c.en for c in SITES.columns][::-1]])
def test_heads_are_known_in_both_languages_in_any_order_below_a_title(heads: list[str]) -> None:
    keys = [c.key for c in SITES.columns]
    keys = keys if heads[0] == SITES.columns[0].vi else keys[::-1]
    row = [date(2025, 3, 4) if key == "permitted_on" else SITE.get(key, "") for key in keys]
    table = read_filing(book_of(heads, row, title="Biểu kê khai quý IV"), "a.xlsx").tables["sites"]
    assert (
        table.rows == [3]
        and table.raw["code"] == ["VT-1"]
        and table.raw["permitted_on"] == [date(2025, 3, 4)]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(encoding: str) -> None:
    table = read_filing(f"{HEADS}\r\n{ROW}\r\n".encode(encoding), "a.csv").tables["sites"]
    assert table.raw["longitude"] == ["106,05"] and table.raw["name"][0].startswith("Trạm Đông Thọ")


def test_windows_1258_is_recognised() -> None:
    import unicodedata

    def legacy(text: str) -> bytes:
        # The code page has the vowels whole and the tones as marks after them.
        out = []
        for letter in text:
            for form in (letter, unicodedata.normalize("NFD", letter)):
                try:
                    out.append(form.encode("cp1258"))
                    break
                except UnicodeEncodeError:
                    continue
            else:
                base = unicodedata.normalize("NFD", letter)
                tone = next(mark for mark in base if mark in "\u0300\u0301\u0303\u0309\u0323")
                rest = unicodedata.normalize("NFC", base.replace(tone, ""))
                out.append(rest.encode("cp1258") + tone.encode("cp1258"))
        return b"".join(out)

    rows = "\r\n".join([HEADS, ROW, ROW.replace("VT-1", "VT-2")])
    table = read_filing(legacy(rows), "a.csv").tables["sites"]
    assert table.raw["name"][0] == "Trạm Đông Thọ gần đường tỉnh lộ phường Yên Phong"


def test_unknown_letters_are_refused_with_the_row() -> None:
    data = f"{HEADS}\r\n".encode() + b"x;VT-1;1;2;A2b;4;\xe1\xf9\xff\x81\x8d\r\n"
    with pytest.raises(UnreadableFiling) as refused:
        read_filing(data, "a.csv")
    assert "2" in refused.value.sentence and "UTF-8" in refused.value.sentence


def test_geojson_brings_points_and_the_system_it_names() -> None:
    at = {"type": "Point", "coordinates": [400000, 2350000]}
    facts = {key: value for key, value in SITE.items() if key not in ("longitude", "latitude")}
    body = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9214"}},
        "features": [{"type": "Feature", "properties": facts, "geometry": at}],
    }
    book = read_filing(json.dumps(body).encode(), "a.geojson")
    assert book.system == "9214" and book.tables["sites"].raw["longitude"] == [400000]
    assert book.tables["sites"].rows == [1]
    line = {"type": "LineString", "coordinates": [[106.05, 21.2], [106.06, 21.2, 4]]}
    body["features"] = [{"properties": {"Mã tuyến": "T1", "Loại tuyến": "Cống bể"}, "geometry": line}]
    assert read_filing(json.dumps(body).encode(), "a.json").tables["routes"].raw["line"] == [
        "106.05 21.2; 106.06 21.2"
    ]


BAD = {
    "a.xlsx": b"PK\x03\x04 not a zip",
    "b.xlsx": b"\xd0\xcf\x11\xe0" + bytes(100),
    "c.csv": b"a;b;c\r\n1;2;3\r\n",
    "d.csv": bytes(200),
    "e.geojson": b"{",
    "f.json": b"[1, 2]",
    "g.pdf": b"%PDF-1.7",
    "h.csv": ";".join(column.vi for column in SITES.columns).encode(),
    "i.csv": f"{HEADS};Mã vị trí\r\n{ROW};VT-2\r\n".encode(),
    "j.geojson": b'{"features": [{"properties": 3, "geometry": []}]}',
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_filing_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(UnreadableFiling):
        read_filing(BAD[name], name)


def test_too_large_and_too_long_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_ROWS", 1)
    with pytest.raises(UnreadableFiling):
        read_filing(csv_of([SITE, SITE]), "a.csv")
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFiling):
        read_filing(csv_of([SITE]), "a.csv")


def test_a_bomb_is_not_unpacked() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(300 * 1024 * 1024))
    with pytest.raises(UnreadableFiling):
        read_filing(file.getvalue(), "a.xlsx")


def far_apart(sheet: str | bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A small workbook whose sheet was written over."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book_of(["Mã vị trí"], ["VT-1"]))) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in whole.namelist():
            made.writestr(part, sheet if part == name else whole.read(part))
    return file.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FAR = {
    "corners": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "hidden by a quote": '<row r="1"><c s="&gt;" t=">" r="XFD1048576"><v>1</v></c></row>',
    "with a prefix": "<x:row r=\"1\"><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>",
    "without places": '<row r="1">'
    + "<c><v>1</v></c>" * 200
    + '</row><row r="1000000"><c><v>1</v></c></row>',
}


@pytest.mark.parametrize("name", FAR)
def test_cells_in_far_corners_are_refused_before_they_fill_the_memory(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = far_apart(
        f'<worksheet {MAIN} xmlns:x="x"><dimension ref="A1"/><sheetData>{FAR[name]}</sheetData></worksheet>'
    )
    monkeypatch.setattr(files.python_calamine, "CalamineWorkbook", None)
    with pytest.raises(UnreadableFiling) as refused:
        read_filing(data, "a.xlsx")
    assert "far away" in refused.value.sentence


def test_a_sheet_that_unpacks_to_too_much_or_hides_its_cells_is_refused() -> None:
    blown = far_apart(f"<worksheet {MAIN}><sheetData>{'<row/>' * 6_000_000}</sheetData></worksheet>")
    hidden = far_apart("<worksheet/>".encode("utf-16"))
    for data in (blown, hidden):
        with pytest.raises(UnreadableFiling):
            read_filing(data, "a.xlsx")


def test_rows_that_do_not_say_what_they_stand_for_replace_nothing() -> None:
    first = read_filing(csv_of([SITE, {**SITE, "code": "VT-2"}]), "a.csv").tables["sites"]
    other = {**SITE, "code": "VT-3"}
    with pytest.raises(Refusal) as refused:
        joined([first, read_filing(csv_of([other]), "b.csv").tables["sites"]])
    assert "Dòng của tệp gốc" in refused.value.sentence
    # Without a number, with one that is none, or with one that stands twice a row is a new one.
    rows = [{**other, "row": row} for row in ("", "inf", 1e30, 3, 3)]
    later = [read_filing(csv_of(rows), "b.csv").tables["sites"] for _time in range(2)]
    table = joined([first, *later])
    assert [row for row in table.rows if row > 0] == [2, 3] and len(table.rows) == 2 + 4 + 4
    assert table.raw["code"][:2] == ["VT-1", "VT-3"]


def test_text_that_the_database_does_not_take_is_left_out() -> None:
    facts = {**SITE, "name": "Tr\x00ạm", "x\x00": "y"}
    body = json.dumps({"type": "FeatureCollection", "features": [{"properties": facts, "geometry": None}]})
    book = read_filing(body.encode(), "a.geojson")
    assert book.tables["sites"].raw["name"] == ["Trạm"] and book.unknown == ["Vị trí trạm: x"]


def test_a_long_line_is_one_cell_of_a_csv() -> None:
    line = "; ".join(f"106.{place:06} 21.2" for place in range(9000))
    table = read_filing(csv_of([{"code": "T1", "kind": "duct", "line": line}]), "a.csv").tables["routes"]
    assert table.raw["line"] == [line] and len(line) > 131_072


def test_the_heads_of_templates_before_are_still_read() -> None:
    head = [column.was or column.vi for column in CELLS.columns]
    assert len(
        read_filing((";".join(head) + "\n" + "1;" * len(head)).encode(), "a.csv").tables["cells"].raw
    ) == len(head)


def test_the_template_is_read_back_as_empty_and_the_rows_to_put_right_stand_for_the_first_ones() -> None:
    opened = openpyxl.load_workbook(BytesIO(template(KINDS.values())))
    assert [kind.vi for kind in KINDS.values()] == opened.sheetnames[1:]
    with pytest.raises(UnreadableFiling):
        read_filing(template([CELLS]), "a.xlsx")
    first = read_filing(
        csv_of([SITE, {**SITE, "code": "VT-2", "height_m": "cao", "longitude": 106.08}]), "a.csv"
    )
    row = {**{key: str(value) for key, value in SITE.items()}, "code": "VT-2", "longitude": "106.08"}
    fixed = rows_to_put_right(
        [SITES], {"sites": [{**row, "height_m": "40", "row": 3, "reason": "Không phải số"}]}
    )
    table = joined([first.tables["sites"], read_filing(fixed, "b.xlsx").tables["sites"]])
    assert table.rows == [2, 3] and table.raw["height_m"] == ["42", "40"]
    assert len(checked([SITE]).verdicts["sites"]) == 1
