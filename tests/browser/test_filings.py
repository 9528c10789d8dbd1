"""An operator files 5,000 rows with errors, puts them right, and the registry shows them once approved."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect

from .conftest import DESKTOP, PHONE, served, signed_in

pytestmark = pytest.mark.browser

OPERATOR, OFFICE = "chuyen-vien-viettel", "van-phong-so"
N_ROWS, EVERY = 5_000, 100
HEADS = ["Mã vị trí", "Kinh độ", "Vĩ độ", "Loại cột", "Kết cấu", "Chiều cao (m)"]


@pytest.fixture(scope="module")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """A house of its own, in which communes have outlines."""
    with served(migrated_folder(), "outlines") as address:
        yield address


def inventory() -> bytes:
    """Positions on a grid of 100 m within the province; every hundredth height is in words."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Vị trí trạm")
    sheet.write_row(0, 0, HEADS)
    for number in range(N_ROWS):
        east, north = divmod(number, 100)
        at = [round(106.03 + east / 1000, 6), round(21.13 + north / 1000, 6)]
        height = "bốn hai" if number % EVERY == 0 else 42
        sheet.write_row(number + 1, 0, [f"VT-{number}", *at, "A2b", "Cột tự đứng", height])
    book.close()
    return file.getvalue()


def put_right(data: bytes) -> bytes:
    """The workbook of rows to put right, with a height in every row."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    heads = [str(cell.value) for cell in sheet[1]]
    place = next(number for number, head in enumerate(heads, start=1) if head.startswith("Chiều cao"))
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, place).value = 40
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_five_thousand_rows_are_filed_put_right_approved_and_stand_in_the_registry(
    sign_in: Callable[[str], Page], browser: Browser, site: str, tmp_path: Path
) -> None:
    page = sign_in(OPERATOR)
    page.goto("/vien-thong/ke-khai/")
    page.get_by_role("link", name="Kê khai hạ tầng").click()
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label(re.compile(r"^Tệp \(")).set_input_files(
        {"name": "viettel.xlsx", "mimeType": xlsx, "buffer": inventory()}
    )
    page.get_by_role("button", name="Gửi tệp và kiểm tra").click()
    figures = page.locator(".figures")
    expect(figures).to_contain_text("4.950trên 5.000", timeout=60_000)
    expect(page.get_by_text("Ô này cần một số.").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải dòng cần sửa").click()
    download.value.save_as(tmp_path / "sua.xlsx")
    fixed = put_right((tmp_path / "sua.xlsx").read_bytes())
    page.get_by_label("Các dòng đã sửa").set_input_files(
        {"name": "sua.xlsx", "mimeType": xlsx, "buffer": fixed}
    )
    page.get_by_role("button", name="Gửi và kiểm tra lại").click()
    expect(page.locator(".figures")).to_contain_text("5.000trên 5.000", timeout=60_000)
    expect(page.get_by_label("Các dòng đã sửa")).to_have_count(0)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Ở cơ quan thường trực").first).to_be_visible()
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context = browser.new_context(base_url=site, viewport=DESKTOP)
    office = signed_in(context.new_page(), OFFICE)
    office.goto(page.url)
    office.get_by_role("button", name="Duyệt và ghi vào sổ").click()
    expect(office.locator(".under .state")).to_have_text(re.compile("Đang ghi|Đã ghi"))
    for _second in range(60):
        office.reload()
        if office.get_by_text("Đã ghi vào sổ", exact=True).count():
            break
        office.wait_for_timeout(2_000)
    expect(office.get_by_text("Đã ghi vào sổ", exact=True).first).to_be_visible()
    # What was entered is the registry that the next file is compared with.
    context.close()
    # The same inventory for the next quarter finds all of it in the registry, nothing new.
    page.set_viewport_size(DESKTOP)
    page.goto("/vien-thong/ke-khai/moi/")
    page.get_by_label("Kỳ").select_option("2025-Q4")
    page.get_by_label(re.compile(r"^Tệp \(")).set_input_files(
        {"name": "viettel.xlsx", "mimeType": xlsx, "buffer": inventory()}
    )
    page.get_by_role("button", name="Gửi tệp và kiểm tra").click()
    expect(page.locator(".figures a[href='?xem=moi'] b")).to_have_text("0", timeout=60_000)
    expect(page.locator(".figures a[href='?xem=het'] b")).to_have_text("0")
