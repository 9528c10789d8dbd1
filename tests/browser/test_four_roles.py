"""One task through six roles: office, its leader, officer and leader of a unit, province, administrator."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import EXAMPLES, served

pytestmark = pytest.mark.browser

PLAN = EXAMPLES / "94-kh-ubnd-ha-tang-so-2025-2030.docx"
TASK = "Đề xuất chính sách hỗ trợ đầu tư và quy định dùng chung hạ tầng kỹ thuật với giao thông"
PRODUCT = "Nghị quyết kèm danh mục hỗ trợ"


@pytest.fixture(scope="module")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """A house of its own: what one role does here, the next one finds."""
    with served(migrated_folder()) as address:
        yield address


def test_a_task_goes_through_six_roles(
    sign_in: Callable[[str], Page], give_out: Callable[[Page], None]
) -> None:
    page = sign_in("van-phong-so")
    task = _corrected_and_given_out(page, give_out)
    for username, part in (
        ("chuyen-vien-so-xay-dung", _handed_in),
        ("lanh-dao-so-xay-dung", _released),
        ("lanh-dao", _looked_at),
    ):
        page.context.clear_cookies()
        part(sign_in(username), task)
    page.context.clear_cookies()
    _audited(sign_in("quan-tri"))


def _corrected_and_given_out(page: Page, give_out: Callable[[Page], None]) -> str:
    """Correct the product of a task beside the source, and have it approved; gives its address."""
    page.goto("/van-ban/tai-len/")
    page.get_by_label("Chọn tệp").set_input_files(PLAN)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"), timeout=60_000)
    page.get_by_role("link", name=re.compile(r"^Nhiệm vụ \d+")).click()
    finding = page.locator("article.finding").filter(has_text=TASK)
    finding.get_by_text("Chỉnh sửa", exact=True).click()
    finding.get_by_label("Sản phẩm").fill(PRODUCT)
    finding.get_by_role("button", name="Lưu").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Đã chỉnh sửa 1 trường")
    expect(page.locator("article.finding").filter(has_text=TASK)).to_contain_text(PRODUCT)
    give_out(page)
    page.goto("/tim-kiem/")
    page.get_by_role("searchbox").fill("chinh sach ho tro dau tu")
    page.get_by_role("link", name=TASK).first.click()
    page.wait_for_url(re.compile(r"/nhiem-vu/\d+/$"))
    expect(page.locator("#san-pham")).to_contain_text(PRODUCT)
    return page.url


def _handed_in(page: Page, task: str) -> None:
    """An officer of the unit hands in that it is done; what is another unit's is not offered."""
    page.goto(task)
    page.get_by_text("Trình duyệt, duyệt, tạm dừng", exact=True).first.click()
    page.get_by_label("Kết quả đã làm, hoặc lý do").first.fill("Đã trình dự thảo nghị quyết")
    page.get_by_role("button", name="Trình lãnh đạo đơn vị").first.click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Sở Xây dựng")
    expect(page.locator(".owed .state.is-soon").first).to_have_text("chờ lãnh đạo đơn vị")
    page.goto("/mau-thuan/")
    expect(page.get_by_role("button", name="Xem lại")).to_have_count(0)


def _released(page: Page, _task: str) -> None:
    """The leader of the unit finds it at home and lets it leave the unit."""
    page.goto("/")
    waiting = page.locator(".panel").filter(has_text="Trong đơn vị, chờ bạn xử lý")
    waiting.get_by_role("link", name=TASK).click()
    page.get_by_role("button", name="Duyệt gửi").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("gửi khỏi đơn vị")


def _looked_at(page: Page, task: str) -> None:
    """A leader sees that it is done, and is offered no correction."""
    page.goto(task)
    expect(page.locator(".state.is-done").first).to_be_visible()
    expect(page.get_by_text("Cập nhật", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Xem câu chữ trong văn bản").click()
    expect(page.locator("article.finding").filter(has_text=TASK)).to_contain_text(PRODUCT)
    expect(page.get_by_text("Chỉnh sửa", exact=True)).to_have_count(0)


def _audited(page: Page) -> None:
    """An administrator finds who said so, and what it was before."""
    page.goto("/nhat-ky/?loai=programme.obligation")
    row = page.locator("tr[data-row]").filter(has_text="Phó Giám đốc Sở Xây dựng").first
    expect(row).to_contain_text("programme.release_hand_in")
    expect(row).to_contain_text("Đã hoàn thành")
    page.goto("/nhat-ky/?loai=documents.correction")
    expect(page.locator("tr[data-row]").first).to_contain_text(PRODUCT)


def test_a_reading_is_corrected_with_keys_alone(sign_in: Callable[[str], Page]) -> None:
    page = sign_in("van-phong-so")
    page.goto("/van-ban/tai-len/")
    page.get_by_label("Chọn tệp").set_input_files(PLAN)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"), timeout=60_000)
    page.goto(f"{page.url}?xem=nhiem-vu")
    page.keyboard.press("j")
    page.keyboard.press("e")
    words = page.locator("article.finding").first.locator("textarea").first
    expect(words).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" (đã rà soát)")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice[role=status]")).to_contain_text("Đã chỉnh sửa 1 trường")
    expect(page.locator("article.finding").first).to_contain_text("(đã rà soát)")
