"""A commune calls for help in a browser: an obstacle with a note and a file, the answer, and the inbox."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_note_an_obstacle_and_its_answer_reach_each_other(sign_in: Callable[[str], Page]) -> None:
    page = sign_in("can-bo-xa-yen-phong")
    page.goto("/vuong-mac/")
    page.get_by_role("link", name="Nêu vướng mắc").first.click()
    page.get_by_label("Tiêu đề").fill("Chưa có hướng dẫn thủ tục đất đai")
    page.get_by_label("Nội dung vướng mắc").fill("Xã chưa nhận được hướng dẫn.")
    page.get_by_label("Đơn vị phải trả lời").select_option(label="Sở Xây dựng")
    page.get_by_role("button", name="Gửi").click()
    page.wait_for_url(re.compile(r"/vuong-mac/\d+/$"))
    obstacle = page.url
    page.get_by_label("Ý kiến của bạn").fill("Nhờ @chuyen-vien-so-xay-dung <script>xem</script> giúp.")
    page.locator("#trao-doi").get_by_role("button", name="Gửi").click()
    expect(page.locator("#trao-doi")).to_contain_text("<script>xem</script>")
    _file_added(page)
    page.context.clear_cookies()

    page = sign_in("chuyen-vien-so-xay-dung")
    page.get_by_role("link", name=re.compile("Hộp thư, .* chưa đọc")).click()
    row = page.locator("li[data-row]").filter(has_text="Chưa có hướng dẫn thủ tục đất đai").first
    row.get_by_role("button", name="Mở").click()
    page.wait_for_url(re.compile(re.escape(obstacle)))
    page.get_by_label("Câu trả lời").fill("Sở đã có công văn hướng dẫn.")
    page.locator("main form").filter(has_text="Câu trả lời").get_by_role("button", name="Trả lời").click()
    expect(page.locator(".heading")).to_contain_text("Đã trả lời")
    page.context.clear_cookies()

    page = sign_in("can-bo-xa-yen-phong")
    page.goto("/hop-thu/")
    expect(page.locator("main")).to_contain_text("Sở đã có công văn hướng dẫn.")
    page.get_by_role("button", name="Đánh dấu đã đọc hết").click()
    expect(page.get_by_role("link", name="Hộp thư", exact=True)).to_be_visible()


def _file_added(page: Page) -> None:
    """A file of a wrong type is told without leaving the page; a right one is kept and shown."""
    page.get_by_text("Thêm minh chứng", exact=True).first.click()
    page.get_by_label("Tệp chứng minh điều gì").fill("Ảnh hiện trường")
    file = page.locator("#mc-tep")
    file.set_input_files({"name": "a.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    expect(page.locator("#mc-says")).to_contain_text("a.exe")
    file.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": _PIXEL})
    page.locator("#minh-chung").get_by_role("button", name="Thêm minh chứng").click()
    page.wait_for_url(re.compile(r"/minh-chung/\d+/$"))
    expect(page.get_by_role("img", name="Ảnh hiện trường")).to_have_js_property("naturalWidth", 1)


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
