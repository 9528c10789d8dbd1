"""Files that cannot be read end in a sentence, and nothing is kept of them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("trong.docx", b"", "tệp rỗng"),
        ("bang.xlsx", b"PK\x03\x04", "không đọc được loại tệp này"),
        ("gia.pdf", b"MZ\x90\x00 not a pdf at all", "Tệp là chương trình, không phải văn bản."),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(
    office: Page, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    office.goto("/van-ban/tai-len/")
    office.get_by_label("Chọn tệp").set_input_files(path)
    office.get_by_role("button", name="Tải lên và đọc").click()
    expect(office.get_by_role("alert")).to_contain_text(sentence)
    office.goto("/van-ban/")
    expect(office.get_by_text(name)).to_have_count(0)


def test_a_file_over_the_limit_is_refused_before_it_travels(office: Page, tmp_path: Path) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    office.goto("/van-ban/tai-len/")
    office.get_by_label("Chọn tệp").set_input_files(path)
    expect(office.get_by_role("alert")).to_contain_text("lớn hơn 50 MB")


def test_a_damaged_docx_fails_with_a_sentence_and_can_be_read_again(office: Page, tmp_path: Path) -> None:
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 3000)
    office.goto("/van-ban/tai-len/")
    office.get_by_label("Chọn tệp").set_input_files(path)
    office.get_by_role("button", name="Tải lên và đọc").click()
    office.wait_for_url("**/van-ban/tep/*/")
    expect(office.get_by_role("heading", name="Không đọc được tệp này")).to_be_visible(timeout=30_000)
    expect(office.get_by_role("alert")).to_contain_text("Tệp")
    expect(office.get_by_role("button", name="Đọc lại")).to_be_visible()
