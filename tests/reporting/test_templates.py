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
        (with_part("word/_rels/x.rels", b'<Relationship TargetMode="External"/>'), "reaches outside"),
    ],
)
def test_what_is_no_template_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        checked_template(content, EXAMPLE)


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
