"""The map in a browser without a graphics card: it is drawn, follows its form, and the address keeps it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PHONE, served, signed_in

READY = "[data-map=ready]"
# Drawing is slow where other tests share the processors.
SLOW_MS = 90_000


@pytest.fixture(scope="module")
def map_site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """Address of a house with a small registry."""
    with served(migrated_folder(), "map") as address:
        yield address


@pytest.fixture
def site(map_site: str) -> str:
    """The house of these tests."""
    return map_site


def opened(page: Page, query: str = "") -> Page:
    """The page of the map, once its first picture is complete."""
    page.goto(f"/ban-do/{query}")
    expect(page.locator(READY)).to_be_visible(timeout=SLOW_MS)
    return page


def test_the_map_is_drawn_and_follows_slider_layers_and_filters(sign_in: Callable[[str], Page]) -> None:
    page = opened(sign_in("nguoi-doc"))
    counts = page.locator("[data-map-part=counts]")
    # 12/2025: two masts on air, one of them with two operators.
    expect(counts).to_contain_text("12/2025")
    expect(counts).to_contain_text("1/2 (50%)")
    page.locator("#map-month").fill(str(4 * 12))  # 01/2024
    expect(counts).to_contain_text("01/2024")
    expect(counts).to_contain_text("1/3")
    page.get_by_label("Tuyến cáp, cống bể").check()
    expect(page.locator("[data-map-part=legend]")).to_contain_text("Tuyến cáp")
    page.get_by_label("Doanh nghiệp").select_option(label="VNPT Bắc Ninh")
    expect(counts).to_contain_text("1/1 (100%)")
    # The address keeps all of it.
    page.reload()
    expect(page.locator(READY)).to_be_visible(timeout=SLOW_MS)
    expect(counts).to_contain_text("1/1 (100%)")
    expect(page.get_by_label("Tuyến cáp, cống bể")).to_be_checked()
    assert "thang=2024-01" in page.url


def test_a_search_and_a_key_open_cards(sign_in: Callable[[str], Page]) -> None:
    page = opened(sign_in("nguoi-doc"))
    page.get_by_placeholder("Tên xã hoặc mã trạm").fill("bn-1")
    page.get_by_role("link", name="BN-1").click()
    card = page.locator("[data-map-part=card]")
    expect(card.get_by_role("heading", name="BN-1")).to_be_visible()
    expect(card).to_contain_text("VNPT")
    page.keyboard.press("Escape")
    expect(card).to_be_empty()
    # The mast is in the middle now, where Enter asks.
    page.locator("[data-map-part=first] canvas").focus()
    page.keyboard.press("Enter")
    expect(card.get_by_role("heading", name="BN-1")).to_be_visible(timeout=SLOW_MS)


def test_two_months_stand_side_by_side_and_an_area_is_counted(sign_in: Callable[[str], Page]) -> None:
    page = opened(sign_in("nguoi-doc"), "?so-voi=2021-02&thang=2024-01")
    expect(page.locator("[data-map-part=second] canvas")).to_be_visible()
    expect(page.locator("[data-map-part=counts]")).to_contain_text("02/2021")
    page.goto("/ban-do/?thang=2024-01&vi-tri=106.1,21.15,10.5")
    expect(page.locator(READY)).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("button", name="Khoanh vùng").click()
    box = page.locator("[data-map-part=first] canvas").bounding_box()
    assert box is not None
    # Between what lies over the picture on both sides.
    for x, y in ((0.32, 0.1), (0.75, 0.1), (0.75, 0.9), (0.32, 0.9)):
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    tool = page.locator("[data-map-part=tool]")
    expect(tool).to_contain_text("km²", timeout=SLOW_MS)
    expect(tool).to_contain_text("1/3")
    expect(tool).to_contain_text("321")


def test_on_a_phone_the_panel_is_a_sheet_and_without_webgl_there_is_a_table(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(base_url=site, viewport=PHONE, locale="vi-VN")
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = signed_in(context.new_page(), "nguoi-doc")
    page.goto("/ban-do/?thang=2024-01")
    page.get_by_role("link", name="Cùng số liệu ở dạng bảng").first.click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("1/3")
    context.close()
