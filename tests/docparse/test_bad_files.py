"""Whatever a file holds, it ends as a text or as one sentence."""

import io
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.platypus import Paragraph

from hatang.docparse.files import Limits, read, read_bytes, recognise
from hatang.docparse.readers.package import Package, PackageLimits
from hatang.docparse.source import Source, Unreadable

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
BODY = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"""

ONE_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
)


def package(document: str | bytes, **others: str | bytes) -> bytes:
    """A docx made by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", TYPES)
        new.writestr("_rels/.rels", RELATIONS)
        new.writestr("word/document.xml", document)
        for name, data in others.items():
            new.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def refusal(data: bytes, name: str = "a.docx", **options: Any) -> str:
    """The sentence a file is refused with."""
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name, **options)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 140
    return sentence


@pytest.mark.parametrize("data", [b"", b"  \n\n ", b"\x00" * 5000])
@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf"])
def test_an_empty_file_is_said_to_be_empty(data: bytes, name: str) -> None:
    assert "empty" in refusal(data, name)


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (bytes(range(256)) * 40, "a.docx", "known kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le"),
            "a.doc",
            "old Word",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "a.xls", "old Office"),
        (rb"{\rtf1\ansi abc}", "a.doc", "rtf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc", "mht"),
        (b"GIF89a" + b"\x01\x00" * 40, "a.gif", "png"),
        (b"BM" + b"\x36\x00" * 40, "a.bmp", "png"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x01" * 40, "a.webp", "png"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "a.heic", "png"),
        (b"\x1f\x8b\x08\x00" + b"\x01" * 40, "a.gz", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00" + b"\x01" * 40, "a.7z", "archive"),
        (b"Rar!\x1a\x07\x00" + b"\x01" * 40, "a.rar", "archive"),
        (b"MZ\x90\x00" + b"\x00\x01" * 40, "a.exe", "program"),
        (b"%PDF-1.7\n%nothing follows", "a.pdf", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png", "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "a.jpg", "damaged"),
        (b"II*\x00" + b"\x00" * 40, "a.tif", "damaged"),
        (b"PK\x03\x04" + b"\x00" * 40, "a.docx", "damaged"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "no words"),
        (b"# \n\n---\n", "a.md", "no words"),
    ],
)
def test_each_wrong_kind_has_its_sentence_and_a_way_out(data: bytes, name: str, word: str) -> None:
    assert word in refusal(data, name)


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ({"xl/workbook.xml": "<a/>"}, "workbook"),
        ({"ppt/presentation.xml": "<a/>"}, "slide"),
        ({"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"inner.zip": "PK"}, "archive"),
        ({"ke-hoach.docx": "PK"}, "archive"),
    ],
)
def test_a_zip_that_is_no_docx_says_what_it_is(members: dict[str, str], word: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, text in members.items():
            new.writestr(name, text)
    assert word in refusal(out.getvalue())


def test_the_bytes_rule_and_the_name_only_breaks_ties() -> None:
    assert recognise(package(BODY.format("a")), "a.txt") == "docx"
    assert recognise(b"%PDF-1.4 ...", "a.docx") == "pdf"
    assert recognise(b"\x89PNG\r\n\x1a\n....", "a.pdf") == "image"
    assert recognise(b"<!DOCTYPE html><html>", "a.txt") == "html"
    assert recognise(b"# a", "a.md") == "md"
    assert recognise(b"# a", "a.txt") == "txt"
    assert recognise("Căn cứ <p>".encode(), "a.txt") == "txt"
    assert recognise(b"BM la mot chu", "a.txt") == "txt"
    assert recognise(b"<table><tr><td>a", "") == "html"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(60 * 1024 * 1024)
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        read(path)
    assert "larger" in refusal(b"a" * 2_000_000, "a.txt", limits=Limits(max_bytes=1024 * 1024))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(tmp_path / "absent.txt")
    with pytest.raises(Unreadable, match="not a file"):
        read(tmp_path)


def test_a_device_without_an_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="not a file"):
        read(Path("/dev/zero"))


def test_a_zip_bomb_is_not_unpacked() -> None:
    data = package(BODY.format("0" * 150_000_000))
    assert len(data) < 1_000_000
    start = time.process_time()
    assert "unpacks" in refusal(data)
    assert time.process_time() - start < 1


def test_a_part_that_lies_about_its_size_is_cut_off() -> None:
    data = package(BODY.format("0" * 3_000_000))
    # The directory claims 1000 bytes; what matters is what comes out.
    size = len(BODY.format("0" * 3_000_000)).to_bytes(4, "little")
    lying = data.replace(size, (1000).to_bytes(4, "little"))
    assert lying != data
    refusal(lying)


def test_packages_have_limits_of_their_own() -> None:
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as new:
        for index in range(50):
            new.writestr(str(index), "a" * 100)
    with pytest.raises(Unreadable, match="unpacks"):
        Package(many.getvalue(), PackageLimits(max_members=10))
    with pytest.raises(Unreadable, match="unpacks"):
        Package(many.getvalue(), PackageLimits(max_unpacked_bytes=1000))
    with pytest.raises(Unreadable, match="unpacks"):
        Package(many.getvalue(), PackageLimits(max_part_bytes=10)).part("1")


def test_entities_in_a_docx_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>' + BODY.format("&l9;")
    start = time.process_time()
    refusal(package(bomb))
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY.format("&x;")
    refusal(package(outside))
    refusal(package(outside.encode("utf-16")))
    refusal(package(" " * 5000 + outside))
    assert time.process_time() - start < 2


def test_entities_in_html_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    page = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html><body><p>&l9; chữ</p></body></html>'
    assert len(read_bytes(page.encode(), "a.html").text) < 5000


def test_very_deep_xml_ends_in_a_sentence() -> None:
    refusal(package("<a>" * 100_000))
    table = "<w:tbl><w:tr><w:tc>"
    deep = BODY.replace("<w:p>", table * 80 + "<w:p>").replace(
        "</w:p>", "</w:p>" + "</w:tc></w:tr></w:tbl>" * 80
    )
    assert "đáy" in read_bytes(package(deep.format("đáy")), "a.docx").text


def test_a_pdf_with_a_password_says_so(make_pdf: Callable[..., bytes], styles: dict[str, Any]) -> None:
    lock = StandardEncryption("secret", ownerPassword="owner", strength=128)
    assert "password" in refusal(make_pdf([Paragraph("chữ", styles["body"])], encrypt=lock), "a.pdf")


def test_a_pdf_that_only_forbids_printing_is_read(
    make_pdf: Callable[..., bytes], styles: dict[str, Any]
) -> None:
    lock = StandardEncryption("", ownerPassword="owner", canPrint=0, strength=128)
    assert "chữ" in read_bytes(make_pdf([Paragraph("chữ", styles["body"])], encrypt=lock), "a.pdf").text


def test_an_encrypted_member_of_a_docx_is_said_to_be_locked() -> None:
    data = bytearray(package(BODY.format("a")))
    directory = data.index(b"PK\x01\x02")
    while directory >= 0:
        data[directory + 8] |= 1
        directory = data.find(b"PK\x01\x02", directory + 1)
    assert "password" in refusal(bytes(data))


def test_a_docx_full_of_pictures_says_what_to_send_instead(make_docx: Callable[..., bytes]) -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(picture, "PNG")

    def build(document: Any) -> None:
        for _ in range(40):
            picture.seek(0)
            document.add_picture(picture)

    assert "pictures" in refusal(make_docx(build))


def test_a_pdf_stream_bomb_ends_quickly() -> None:
    stream = zlib.compress(b"BT /F1 12 Tf (a) Tj ET\n" * 400_000, 9)
    head = (
        ONE_PAGE
        + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 "
    )
    head += b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    body = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>" % (
        len(stream),
        stream,
    )
    start = time.process_time()
    ended(head + body, "a.pdf")
    assert time.process_time() - start < 20


def test_a_million_drawn_lines_end_quickly() -> None:
    lines = b"".join(
        b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n % 500, n % 500, n % 800, n % 800) for n in range(60_000)
    )
    stream = zlib.compress(lines)
    data = ONE_PAGE + (
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>"
        % (len(stream), stream)
    )
    start = time.process_time()
    ended(data, "a.pdf")
    assert time.process_time() - start < 20


def test_a_picture_bomb_is_not_unpacked() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    side = 40_000
    head = side.to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(b"\x00" * (side + 1) * 500, 9)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    start = time.process_time()
    assert "damaged" in refusal(bomb, "a.png")
    assert time.process_time() - start < 3


def test_a_tiff_that_chains_in_a_circle_ends() -> None:
    page = b"\x01\x00" + b"\x00\x01\x03\x00\x01\x00\x00\x00\x05\x00\x00\x00" + b"\x08\x00\x00\x00"
    refusal(b"II*\x00\x08\x00\x00\x00" + page, "a.tif")
    refusal(b"MM\x00*\xff\xff\xff\xff" + page, "a.tif")


def test_two_megabytes_of_text_are_read_in_a_moment() -> None:
    line = (
        "1. Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ chủ trì, hoàn thành trước ngày 31/12/2026.\n"
    )
    for name, text in (("a.txt", line), ("a.md", f"**{line.strip()}**\n"), ("a.html", f"<p>{line}</p>")):
        data = (text * (2_000_000 // len(text.encode()))).encode()
        start = time.process_time()
        assert len(read_bytes(data, name).text) > 1_000_000
        assert time.process_time() - start < 2, name


def test_a_fault_of_ours_is_still_one_sentence_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(data: bytes) -> Source:
        raise ZeroDivisionError

    monkeypatch.setattr("hatang.docparse.files.read_text", broken)
    assert "damaged" in refusal(b"a", "a.txt")
    assert len(caplog.records) == 1


# --- mutations: hypothesis changes, cuts and doubles bytes


@pytest.fixture(scope="module")
def samples(
    make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes], styles: dict[str, Any]
) -> dict[str, bytes]:
    """One good file of each kind."""
    from reportlab.lib import colors
    from reportlab.platypus import Table

    def build(document: Any) -> None:
        document.add_heading("KẾ HOẠCH", level=1)
        document.add_paragraph("Giao Sở Y tế chủ trì.", style="List Number")
        table = document.add_table(rows=3, cols=3, style="Table Grid")
        table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
        table.cell(2, 1).text = "Nhiệm vụ"

    rows = [["TT", "a", "b"], ["1", "c", ""], ["2", "", "d"]]
    grid = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    return {
        "a.pdf": make_pdf([Paragraph("Giao Sở Y tế chủ trì.", styles["body"]), grid], pageCompression=0),
        "a.docx": make_docx(build),
        "a.html": b"<table border=1><tr><td rowspan=2>TT<td>a<tr><td>b</table><ol><li>x<li>y</ol>"
        + "<p>chữ".encode(),
        "a.md": "# A\n| a | b |\n|---|---|\n| **c** | d |\n\n* chữ **đậm\n tiếp**".encode(),
        "a.txt": "Kế hoạch\n\n1. Giao Sở Y tế\f\n- chủ trì".encode(),
    }


def ended(data: bytes, name: str) -> Source | str:
    """What reading ends with: a sound source, or a sentence."""
    try:
        source = read_bytes(data, name)
    except Unreadable as refused:
        return str(refused)
    size = len(source.text)
    assert all(0 <= start <= end <= size for start, end in source.bold)
    assert all(0 <= cell.start <= cell.end <= size for table in source.tables for cell in table.cells)
    assert source.page_starts == sorted(source.page_starts)
    return source


edits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.one_of(
            st.binary(min_size=1, max_size=6), st.sampled_from([b"<", b">", b"|", b"\x00", b"999999999"])
        ),
        st.sampled_from(["replace", "insert", "cut", "double"]),
    ),
    min_size=1,
    max_size=6,
)


def mutated(data: bytes, changes: list[tuple[float, bytes, str]]) -> bytes:
    """The data with some places changed."""
    for place, piece, way in changes:
        at = int(place * len(data))
        if way == "replace":
            data = data[:at] + piece + data[at + len(piece) :]
        elif way == "insert":
            data = data[:at] + piece + data[at:]
        elif way == "cut":
            data = data[:at] + data[at + 7 * len(piece) :]
        else:
            data = data[: at + 40] + data[at:]
    return data


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.md", "a.txt"])
@settings(max_examples=120, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=edits)
def test_mutated_files_end_in_a_text_or_a_sentence(
    samples: dict[str, bytes],
    name: str,
    changes: list[tuple[float, bytes, str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ended(mutated(samples[name], changes), name)
    assert not caplog.records, "the last net caught what a reader should have refused"


@settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=edits)
def test_a_docx_with_mutated_xml_ends_in_a_text_or_a_sentence(
    samples: dict[str, bytes], changes: list[tuple[float, bytes, str]], caplog: pytest.LogCaptureFixture
) -> None:
    with zipfile.ZipFile(io.BytesIO(samples["a.docx"])) as good:
        document, numbering = good.read("word/document.xml"), good.read("word/numbering.xml")
    ended(package(mutated(document, changes), word__numbering__xml=numbering), "a.docx")
    ended(package(document, **{"word__numbering.xml": mutated(numbering, changes)}), "a.docx")
    assert not caplog.records, "the last net caught what a reader should have refused"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html"])
def test_files_cut_short_anywhere_end_in_a_text_or_a_sentence(samples: dict[str, bytes], name: str) -> None:
    data = samples[name]
    for end in range(1, len(data), max(len(data) // 60, 1)):
        ended(data[:end], name)


@settings(max_examples=200, deadline=5000)
@given(
    data=st.binary(max_size=3000),
    name=st.sampled_from(["a.pdf", "a.docx", "a.html", "a.md", "a.txt", "a.png", ""]),
)
def test_noise_ends_in_a_text_or_a_sentence(data: bytes, name: str) -> None:
    ended(data, name)
    ended(b"%PDF-1.5\n" + data, name)
    ended(b"PK\x03\x04" + data, name)
