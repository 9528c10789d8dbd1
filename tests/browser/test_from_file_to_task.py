"""The main road: a signed plan goes in, its tasks come out where their units find them."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import EXAMPLES, served

pytestmark = pytest.mark.browser

PLAN = EXAMPLES / "94-kh-ubnd-ha-tang-so-2025-2030.docx"
TITLE = "Phát triển hạ tầng số"


@pytest.fixture(scope="module")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """A house of its own: the road begins where nobody has published the plan."""
    with served(migrated_folder()) as address:
        yield address


def upload(page: Page) -> None:
    """Send the example through the form and wait until it was read."""
    page.goto("/van-ban/tai-len/")
    page.get_by_label("Chọn tệp").set_input_files(PLAN)
    expect(page.locator("[data-chosen]")).to_have_text(PLAN.name)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"), timeout=60_000)


def test_an_uploaded_plan_is_read_shown_published_and_found_again(
    office: Page, give_out: Callable[[Page], None]
) -> None:
    page = office
    upload(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)

    # A field shows its words in the source.
    page.get_by_role("link", name=re.compile("^Nhiệm vụ \\d+")).click()
    finding = page.locator(".finding").nth(2)
    lead = finding.locator("dd").first.locator("button.field")
    words = lead.inner_text()
    lead.click()
    expect(lead).to_have_attribute("aria-pressed", "true")
    marks = page.locator("[data-source] mark")
    expect(marks.first).to_be_in_viewport()
    marked = " ".join(" ".join(marks.all_inner_texts()).split())
    assert words.split(";")[0].split()[-1] in marked

    # The address of the field shows it again.
    address = page.url
    page.goto("/")
    page.goto(address)
    expect(page.locator("[data-source] mark").first).to_be_in_viewport()

    give_out(page)
    expect(page).to_have_url(re.compile(r"/nhiem-vu/\?ke-hoach=\d+$"))

    # The same task in the list, and in the list of the unit that leads it.
    page.get_by_role("searchbox").fill("khu công nghiệp")
    row = page.locator("tr[data-row]").first
    expect(row).to_contain_text("khu công nghiệp")
    expect(page).to_have_url(re.compile("tim=khu"))
    task = row.locator("[data-row-link]").inner_text()
    page.goto("/nhiem-vu/")
    page.get_by_label("Đơn vị", exact=True).select_option(label="Sở Khoa học và Công nghệ")
    expect(page).to_have_url(re.compile(r"don-vi=\d+"))
    expect(page.locator("tr[data-row]").filter(has_text=task)).to_have_count(1)

    # From the task back to its words.
    page.get_by_role("link", name=task).click()
    page.get_by_role("link", name="Xem câu chữ trong văn bản").click()
    marks = page.locator("[data-source] mark")
    expect(marks.first).to_be_in_viewport()
    assert task.split()[0] in marks.first.inner_text()
    page.go_back()
    page.go_back()

    # The sheet has the rows of the list.
    listed = int(re.search(r"\d+", page.locator(".summary span").first.inner_text()).group())  # type: ignore[union-attr]
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    content = download.value.path().read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    texts = [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert download.value.suggested_filename == "nhiem-vu.xlsx"
    assert len(texts) == listed
    assert task in texts


def test_the_same_file_again_leads_to_the_document_that_is_there(office: Page) -> None:
    page = office
    upload(page)
    first = page.url
    upload(page)
    assert page.url == first
    expect(page.locator(".notice[role=status]")).to_contain_text("đã có đúng tệp này")


def test_a_plan_cannot_be_published_twice_by_a_doubled_click(
    office: Page, sign_in: Callable[[str], Page]
) -> None:
    page = office
    upload(page)
    address = page.url
    page.context.clear_cookies()
    page = sign_in("lanh-dao-so")
    page.goto(address)
    button = page.get_by_role("button", name="Duyệt giao việc")
    if button.count():
        button.dblclick()
        page.wait_for_url(re.compile("ke-hoach"))
    page.goto("/nhiem-vu/")
    plans = page.get_by_label("Kế hoạch").locator("option")
    assert len([text for text in plans.all_inner_texts() if TITLE in text]) == 1


def test_home_says_what_is_late_and_leads_to_it(office: Page, give_out: Callable[[Page], None]) -> None:
    page = office
    upload(page)
    give_out(page)
    page.goto("/")
    figure = page.locator(".figures a").first
    n_late = int(figure.locator("b").inner_text())
    assert n_late > 0
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{n_late} nhiệm vụ quá hạn")
    figure.click()
    expect(page.locator(".summary span").first).to_have_text(f"{n_late} nhiệm vụ")
