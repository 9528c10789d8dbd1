"""Pages without a mouse, on a phone, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import PHONE
from .test_from_file_to_task import upload

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/van-ban/",
    "/van-ban/tai-len/",
    "/nhiem-vu/",
    "/nhiem-vu/bang/",
    "/nhiem-vu/thoi-gian/",
    "/nhiem-vu/lich/",
    "/nhiem-vu/lich/dang-ky/",
    "/nhiem-vu/bo-loc/",
    "/nhiem-vu/hang-loat/?tat-ca=1&viec=don-doc",
    "/chi-tieu/",
    "/don-vi/",
    "/don-vi/chua-ro/",
    "/don-vi/moi/",
    "/don-vi/bang-tinh/",
    "/nhom/",
    "/khong-co/",
]


@pytest.fixture
def filled(office: Page, give_out: Callable[[Page], None]) -> Page:
    """The office's page with one published plan in the house."""
    upload(office)
    give_out(office)
    return office


def first(page: Page, address: str) -> str:
    """Address of the first row of a list that can be filtered."""
    page.goto(address)
    href = page.locator("#results [data-row-link]").first.get_attribute("href")
    assert href
    return href


def test_a_task_is_found_and_opened_with_keys_alone(filled: Page) -> None:
    page = filled
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/nhiem-vu/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("5G")
    expect(page).to_have_url(re.compile("tim=5G"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("5G")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    link = page.locator("[data-row-link]").first
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nhiem-vu/\d+/$"))


def test_the_question_mark_explains_the_keys_and_escape_closes(filled: Page) -> None:
    page = filled
    page.goto("/nhiem-vu/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_field_is_shown_in_the_source_with_keys_alone(filled: Page) -> None:
    page = filled
    page.goto(f"{first(page, '/van-ban/')}?xem=nhiem-vu")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("[data-source] mark").first).to_be_in_viewport()


def test_items_are_merged_split_dropped_and_added_with_keys_alone(filled: Page) -> None:
    page = filled
    page.goto(f"{first(page, '/van-ban/')}?xem=nhiem-vu")
    rows = page.locator("article.finding")
    n_rows = rows.count()
    # The first and the third one: not neighbours.
    for key in ("j", "x", "j", "j", "x", "m"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Gộp các mục đã chọn")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(n_rows - 1)
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(rows.first.locator("[name=parts]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#them-tasks-path")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(n_rows - 2)


def test_the_first_stop_of_the_tab_key_skips_to_the_content(filled: Page) -> None:
    filled.goto("/nhiem-vu/")
    filled.keyboard.press("Tab")
    expect(filled.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    filled.keyboard.press("Enter")
    expect(filled.locator("main")).to_be_focused()


def test_no_page_scrolls_sideways_on_a_phone(filled: Page) -> None:
    page = filled
    details = [first(page, address) for address in ("/van-ban/", "/nhiem-vu/", "/chi-tieu/", "/don-vi/")]
    page.set_viewport_size(PHONE)
    for address in [*PAGES, *details]:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], address


def test_the_menu_of_a_phone_leads_everywhere(filled: Page) -> None:
    filled.set_viewport_size(PHONE)
    filled.goto("/")
    filled.get_by_label("Trình đơn").click()
    filled.get_by_role("link", name="Chỉ tiêu").click()
    filled.wait_for_url("**/chi-tieu/")


def test_the_house_speaks_english_when_asked(filled: Page) -> None:
    page = filled
    page.goto("/nhiem-vu/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tasks")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ")


def test_a_page_works_without_scripts(context: BrowserContext, filled: Page) -> None:
    state = context.storage_state()
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(
        base_url=filled.url.split("/nhiem-vu")[0].split("/van-ban")[0],
        java_script_enabled=False,
        storage_state=state,
    )
    page = plain.new_page()
    page.goto("/nhiem-vu/")
    page.get_by_role("searchbox").fill("5G")
    page.get_by_role("button", name="Áp dụng").click()
    assert "tim=5G" in page.url
    assert page.locator("tr[data-row]").count() > 0
    plain.close()


def test_a_visitor_sees_only_the_sign_in_page_and_can_write_nothing(page: Page) -> None:
    for address in PAGES[:-1]:
        page.goto(address)
        expect(page).to_have_url(re.compile("/dang-nhap/"))
    page.goto("/dang-nhap/")
    for address in (
        "/van-ban/tai-len/",
        "/nhiem-vu/nghia-vu/1/",
        "/van-ban/ban/1/dua-vao-chuong-trinh/",
        "/don-vi/chua-ro/",
    ):
        answer = page.request.post(address, max_redirects=0)
        assert answer.status in (302, 403), address


def test_a_reader_sees_tasks_and_no_button_that_writes(sign_in: Callable[[str], Page], site: str) -> None:
    page = sign_in("nguoi-doc")
    page.goto("/van-ban/")
    expect(page.get_by_role("link", name="Tải văn bản lên")).to_have_count(0)
    page.goto("/van-ban/tai-len/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("không có quyền")


def test_a_wrong_password_is_said_plainly(page: Page) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("nguoi-doc")
    page.get_by_label("Mật khẩu").fill("khong-dung")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng.")
