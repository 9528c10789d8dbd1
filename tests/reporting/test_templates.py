"""Templates of an office: what is refused is said, nothing in them runs, and one is taken back."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from docx import Document as Word

from hatang.accounts.models import User
from hatang.base.refusal import Refusal
from hatang.reporting.models import PaperTemplate
from hatang.reporting.paper_templates import checked_template, example_of, filled_in, starting_template
from hatang.reporting.rules.paper_kinds import PaperKind

EXAMPLE = example_of(PaperKind.SUBMISSION)
STARTING = starting_template(is_letter=False)


def template(*lines: str) -> bytes:
    """A Word file with these paragraphs."""
    word, file = Word(), io.BytesIO()
    for line in lines:
        word.add_paragraph(line)
    word.save(file)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A template with one more part."""
    file = io.BytesIO(STARTING)
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr(name, content)
    return file.getvalue()


def with_document(change: Callable[[bytes], bytes]) -> bytes:
    """A template whose text part is changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(STARTING)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            new.writestr(one.filename, change(content) if one.filename == "word/document.xml" else content)
    return made.getvalue()


def with_link(attributes: str, *, tag: str = "Relationship", encoding: str = "utf-8") -> bytes:
    """A template with one more relationship, in a file of its own."""
    xml = f"<?xml version='1.0' encoding='{encoding}'?><a:Relationships xmlns:a='{_RELS}' xmlns='{_RELS}'>"
    return with_part("word/_rels/x.rels", f"{xml}<{tag} {attributes}/></a:Relationships>".encode(encoding))


def with_field(*codes: str) -> bytes:
    """A template with a field whose code stands in several runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return with_document(lambda xml: xml.replace(b"<w:body>", f"<w:body><w:p>{runs}</w:p>".encode(), 1))


_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE, _CLICK = "Type='http://x/image'", "Type='http://x/hyperlink'"


def words_of(content: bytes) -> list[str]:
    """Its paragraphs."""
    return [one.text for one in Word(io.BytesIO(content)).paragraphs]


def test_the_starting_template_gives_the_house_s_document() -> None:
    checked_template(STARTING, EXAMPLE)
    word = Word(io.BytesIO(filled_in(STARTING, EXAMPLE)))
    left, right = (cell.text for cell in word.tables[0].rows[0].cells)
    assert EXAMPLE.issuer.upper() in left
    assert EXAMPLE.number_words in left
    assert EXAMPLE.place_words in right
    text = "\n".join(one.text for one in word.paragraphs)
    assert "nội dung của ví dụ" in text
    assert "[[" not in text
    # The table of the text stands in its place, before the foot.
    assert [len(table.columns) for table in word.tables] == [2, 2, 2]
    assert [cell.text for cell in word.tables[1].rows[0].cells] == ["TT", "Cơ quan, đơn vị"]


def test_the_text_stands_where_the_template_says() -> None:
    made = filled_in(template("Trên", "{{ trich_yeu }} & <b>", "{{ noi_dung }}", "Dưới"), EXAMPLE)
    said = words_of(made)
    assert said[1] == f"{EXAMPLE.subject} & <b>"
    assert said[0] == "Trên"
    assert said[-1] == "Dưới"
    assert "Đây là nội dung của ví dụ." in said[2:-1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK no", "Word file"),
        (template("{{ trich_yeu }} {{ la }}", "{{ noi_dung }}"), "not known: la"),
        (template("{{ trich_yeu }}"), "no place for the text"),
        (template("{{ noi_dung }}"), "leaves out"),
        (template("{{ trich_yeu }", "{{ noi_dung }}"), "cannot be|leaves out"),
        (template("{{ trich_yeu.__class__ }}", "{{ noi_dung }}"), "Getattr"),
        (template("{{ ''.__class__.__mro__ }}", "{{ noi_dung }}"), "Getattr|Getitem"),
        (template("{{ trich_yeu * 1000000000 }}", "{{ noi_dung }}"), "Mul"),
        (template("{{ trich_yeu|center(1000000000) }}", "{{ noi_dung }}"), "center"),
        (template("{% for a in trich_yeu %}{{ a }}{% endfor %}", "{{ noi_dung }}"), "For"),
        (template("{{ range(9) }}", "{{ noi_dung }}"), "Call"),
        (with_part("word/vbaProject.bin", b"macro"), "macros"),
        (with_link(f"{_IMAGE} TargetMode='External'"), "reaches outside"),
        (with_link(f"{_IMAGE} TargetMode='External'", tag="a:Relationship"), "reaches outside"),
        (with_link(f"{_IMAGE} Target='http://x/hyperlink' TargetMode='External'"), "reaches outside"),
        (with_link(f"{_IMAGE} TargetMode='External'", encoding="utf-16"), "reaches outside"),
        (with_link("Type='http://x/oleObject'"), "reaches outside"),
        (with_field(" INCLUDEPICTURE http://x "), "reaches outside"),
        (with_field("DD", "EAUTO cmd"), "reaches outside"),
        (with_field("D{{ '' }}DE cmd"), "reaches outside"),
        (with_part("x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "reaches outside"),
        (with_document(lambda xml: xml[:-9]), "cannot be read"),
        (with_document(lambda _xml: b"<a/>"), "cannot be"),
        (template("{{ trich_yeu" + " and trich_yeu" * 3000 + " }}", "{{ noi_dung }}"), "cannot be"),
        (template("{{ " + "(" * 3000 + " }}", "{{ noi_dung }}"), "cannot be"),
    ],
)
def test_what_is_no_template_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        checked_template(content, EXAMPLE)


def test_a_link_to_click_and_a_number_of_a_page_stay() -> None:
    checked_template(with_link(f"{_CLICK} Target='https://bacninh.gov.vn' TargetMode='External'"), EXAMPLE)
    checked_template(with_field(" PAGE "), EXAMPLE)


@pytest.mark.django_db
def test_the_office_changes_the_layout_and_takes_it_back(
    campaign: Any, office: User, owner: User, sign_in: Callable[[User], Client]
) -> None:
    desk, at = sign_in(office), "/bao-cao/du-thao/mau/"
    letter = f"/bao-cao/dot/{campaign.pk}/van-ban/phieu-trinh/"

    def words() -> list[str]:
        return words_of(b"".join(desk.get(letter).streaming_content))

    begun = desk.get(f"{at}phieu-trinh/")
    assert begun.content.startswith(b"PK")
    for number in (1, 2):
        file = io.BytesIO(template(f"Mẫu {number}", "{{ trich_yeu }}", "{{ noi_dung }}"))
        file.name = "mau.docx"
        assert desk.post(f"{at}phieu-trinh/dung/", {"tep": file}).status_code == 302
        assert words()[0] == f"Mẫu {number}"
    assert [one.retired_at is None for one in PaperTemplate.objects.order_by("number")] == [False, True]
    bad = io.BytesIO(template("{{ la }}"))
    bad.name = "mau.docx"
    refused = desk.post(f"{at}phieu-trinh/dung/", {"tep": bad})
    assert (refused.status_code, "không biết: la" in refused.content.decode()) == (400, True)
    assert words()[0] == "Mẫu 2"
    desk.post(f"{at}phieu-trinh/bo/")
    assert "Mẫu 2" not in words()
    assert "mau.docx" not in desk.get(at).content.decode()
    for path, method in (
        ("", "GET"),
        ("phieu-trinh/", "GET"),
        ("phieu-trinh/dung/", "POST"),
        ("phieu-trinh/bo/", "POST"),
    ):
        assert sign_in(owner).generic(method, at + path).status_code == 403
