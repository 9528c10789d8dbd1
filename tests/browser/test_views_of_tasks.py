"""The ways to look at the tasks, with keys and in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .test_from_file_to_task import upload

pytestmark = pytest.mark.browser


@pytest.fixture
def filled(office: Page, give_out: Callable[[Page], None]) -> Page:
    """The office's page with one published plan in the house."""
    upload(office)
    give_out(office)
    return office


def test_the_filters_stay_when_the_view_changes_and_a_card_moves_with_keys(filled: Page) -> None:
    page = filled
    page.goto("/nhiem-vu/?xem=tat-ca")
    page.get_by_label("Tình trạng").select_option("chua-xong")
    expect(page).to_have_url(re.compile("tinh-trang=chua-xong"))
    for name, address in (("Bảng thẻ", "bang"), ("Dòng thời gian", "thoi-gian"), ("Lịch", "lich")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(f"/nhiem-vu/{address}/.*tinh-trang=chua-xong"))
    assert page.locator("[style]").count() == 0
    page.get_by_role("link", name="Bảng thẻ", exact=True).click()
    card = page.locator("#cot-not_started .card-owed").first
    title = card.locator("a.title").inner_text()
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("đã lưu")
    expect(page).to_have_url(re.compile("tinh-trang=chua-xong"))
    expect(page.locator("#cot-in_time, #cot-overdue").filter(has_text=title).first).to_be_visible()


def test_many_are_handled_at_once_and_taken_back(filled: Page) -> None:
    page = filled
    page.goto("/nhiem-vu/?xem=tat-ca&tinh-trang=chua-thuc-hien")
    page.locator("input[name=chon]").first.check()
    page.get_by_role("button", name="Các dòng đã đánh dấu").click()
    page.get_by_label("Nội dung xử lý").select_option("tam-dung")
    page.get_by_label(re.compile("Lý do")).fill("Chờ hướng dẫn của Trung ương")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_role("heading", name="Tạm dừng")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("status")).to_contain_text("trở lại như trước")
