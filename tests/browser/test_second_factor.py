"""A second factor in a browser: the picture shows under our policy, and the code opens the door."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from hatang.portal.demo.people import PASSWORD

pytestmark = pytest.mark.browser


def _code(key: str, *, turn: int = 0) -> str:
    return str(format_hotp_value(hotp_value(key, int(time.time()) // 30 + turn)))


def _confirmed(page: Page) -> None:
    """Show once more who it is, where that is asked for."""
    if "/xac-nhan/" in page.url:
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Tiếp tục").click()


def test_a_person_sets_up_a_second_factor_signs_in_with_it_and_removes_it(
    sign_in: Callable[[str], Page],
) -> None:
    page = sign_in("can-bo-xa-yen-phong")
    page.goto("/bao-mat/")
    page.get_by_role("link", name="Cài xác thực hai bước").click()
    _confirmed(page)
    picture = page.get_by_role("img", name="Hình chứa khóa")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    key = page.get_by_label("Khóa, dùng khi không quét được hình").input_value()
    page.get_by_label("Mã của ứng dụng").fill(_code(key))
    page.get_by_role("button", name="Cài xác thực hai bước").click()
    expect(page.locator("main code")).to_have_count(10)

    page.context.clear_cookies()
    sign_in("can-bo-xa-yen-phong")
    page.wait_for_url(re.compile("/dang-nhap/ma/"))
    page.get_by_label("Mã", exact=True).fill(_code(key, turn=1))
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile("/$"))

    page.goto("/bao-mat/")
    expect(page.get_by_text("Còn 10 mã dự phòng")).to_be_visible()
    page.get_by_role("link", name="Gỡ xác thực hai bước").click()
    _confirmed(page)
    page.get_by_role("button", name="Gỡ xác thực hai bước").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Đã gỡ xác thực hai bước")
