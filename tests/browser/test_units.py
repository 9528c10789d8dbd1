"""The programme office keeps units: a new one, its end, and many from a workbook."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE

pytestmark = pytest.mark.browser


def test_a_unit_comes_ends_and_is_followed_by_another(office: Page) -> None:
    page = office
    page.goto("/don-vi/")
    page.get_by_role("link", name="Thêm đơn vị").click()
    page.get_by_label("Mã", exact=True).fill("p-ha-tang")
    page.get_by_label("Tên", exact=True).fill("Phòng Hạ tầng số")
    page.get_by_label("Loại").select_option("division")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".form-error")).to_contain_text("phải có cơ quan cấp trên")
    page.get_by_label("Trực thuộc").select_option(label="Sở Khoa học và Công nghệ")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phòng Hạ tầng số")
    page.get_by_role("link", name="Kết thúc").click()
    page.get_by_label("Ngày chấm dứt hoạt động").fill("2025-11-01")
    page.get_by_label("Đơn vị kế thừa").first.select_option(label="Phòng Chuyển đổi số")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Chấm dứt hoạt động của đơn vị").click()
    expect(page.get_by_text("kết thúc hoạt động từ ngày 01/11/2025")).to_be_visible()
    expect(page.get_by_role("link", name="Phòng Chuyển đổi số").first).to_be_visible()


def test_units_are_taken_from_a_workbook_after_a_look(office: Page, tmp_path: Path) -> None:
    page, file = office, tmp_path / "don-vi.xlsx"
    page.goto("/don-vi/bang-tinh/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải dữ liệu hiện có").click()
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    book["Đơn vị"].append(["hoi-tin-hoc", "Hội Tin học tỉnh", None, "Câu lạc bộ"])
    book.save(file)
    page.get_by_label("Bảng tính").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_text("Không có loại cơ quan này.")).to_be_visible()
    expect(page.get_by_role("button", name="Nhập")).to_have_count(0)
    sheet = book["Đơn vị"]
    sheet.cell(sheet.max_row, 4).value = "Hội, hiệp hội"
    book.save(file)
    page.get_by_label("Bảng tính").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_text("1 thêm mới")).to_be_visible()
    page.get_by_role("button", name="Nhập").click()
    expect(page.get_by_text("Đã nhập 1 dòng.")).to_be_visible()
    page.get_by_role("searchbox").fill("tin học")
    expect(page.get_by_role("link", name="Hội Tin học tỉnh")).to_be_visible()


def test_an_officer_sees_units_and_no_button_that_writes(sign_in: Callable[[str], Page]) -> None:
    page = sign_in("chuyen-vien-so-xay-dung")
    page.goto("/don-vi/")
    expect(page.get_by_role("link", name="Thêm đơn vị")).to_have_count(0)
    page.get_by_role("link", name="Nhóm cơ quan").click()
    page.get_by_role("link", name="Các doanh nghiệp viễn thông").click()
    expect(page.get_by_role("link", name="Viettel Bắc Ninh")).to_be_visible()
    expect(page.get_by_role("button", name="Đưa ra khỏi nhóm")).to_have_count(0)
