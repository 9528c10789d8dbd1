"""A plan ends, its work is decided about; a plan is restricted, and who it is for still reads it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import EXAMPLES, PHONE, served

pytestmark = pytest.mark.browser

PLAN = EXAMPLES / "87-kh-ubnd-iot-2025-2030.txt"


@pytest.fixture(scope="module")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """A house of its own: what one test does to its plan, no other one meets."""
    with served(migrated_folder()) as address:
        yield address


def test_a_plan_is_restricted_ended_and_its_work_decided_about(
    sign_in: Callable[[str], Page], give_out: Callable[[Page], None]
) -> None:
    page = sign_in("van-phong-so")
    page.goto("/van-ban/tai-len/")
    page.get_by_label("Chọn tệp").set_input_files(PLAN)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"), timeout=60_000)
    document = page.url
    give_out(page)
    _restricted(page, document)
    for username, status in (
        ("chuyen-vien-so-xay-dung", 200),
        ("chuyen-vien-viettel", 404),
        ("lanh-dao", 200),
    ):
        page.context.clear_cookies()
        assert sign_in(username).request.get(document).status == status, username
    page.context.clear_cookies()
    sign_in("van-phong-so")
    _ended(page, document)
    _decided(page)
    _related(page)


def _restricted(page: Page, document: str) -> None:
    """The office hides the plan from all but one department."""
    page.goto(f"{document}?xem=van-ban")
    part = page.locator("#doi-tuong")
    part.get_by_text("Sửa đối tượng được xem").click()
    chosen = part.locator("input[name=cho]:checked")
    while chosen.count():
        chosen.first.uncheck()
    part.get_by_label("Thêm đơn vị hoặc nhóm").fill("Sở Xây dựng")
    part.get_by_label("Hạn chế").check()
    part.get_by_label("Lý do").fill("Chưa công bố")
    part.get_by_role("button", name="Lưu").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Từ nay chỉ đối tượng được gửi")


def _ended(page: Page, document: str) -> None:
    """The office says that the plan has expired."""
    page.goto(f"{document}?xem=van-ban")
    part = page.locator("#hieu-luc")
    part.get_by_text("Sửa hiệu lực, phạm vi").click()
    part.get_by_label("Hiệu lực", exact=True).select_option(label="Hết hiệu lực")
    part.get_by_label("Hết hiệu lực từ").fill("2025-11-30")
    part.get_by_label("Lý do").fill("Hết giai đoạn")
    part.get_by_role("button", name="Lưu").click()
    expect(page.locator(".notice.warning").first).to_contain_text("hết hiệu lực từ ngày 30/11/2025")
    page.goto("/nhiem-vu/?tinh-trang=qua-han")
    expect(page.get_by_text("Không có nhiệm vụ phù hợp")).to_be_visible()


def _decided(page: Page) -> None:
    """All its work is ended at once, on a phone too, and taken back."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("phần việc chờ quyết định chuyển tiếp")).click()
    page.locator("table a.title").first.click()
    page.get_by_role("link", name="Chọn tất cả trên trang này").click()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Kết thúc, không thực hiện tiếp").check()
    page.get_by_label("Lý do").fill("Kế hoạch đã hết giai đoạn")
    page.get_by_role("button", name="Quyết định").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Đã quyết định về")
    page.goto("/chuyen-tiep/")
    expect(page.get_by_text("Không có phần việc nào chờ chuyển tiếp")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("mọi việc trở lại như trước")
    expect(page.locator("table a.title").first).to_be_visible()


def _related(page: Page) -> None:
    """What the plan carries out is reached with the keyboard, and its lineage is read on a phone."""
    page.goto("/van-ban/quan-he/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/van-ban/\d+/\?xem=van-ban#quan-he$"))
    expect(page.locator("#quan-he .lineage").first).to_contain_text("71/NQ-CP")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/van-ban/quan-he/?xem=con-thieu")
    expect(page.get_by_text("17/KH-UBND")).to_be_visible()
