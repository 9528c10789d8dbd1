"""A report's whole way: written without a connection, past a colleague, handed in, returned, gathered."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from .conftest import DESKTOP, served, signed_in

pytestmark = pytest.mark.browser

PDF: FilePayload = {
    "name": "bao-cao.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
}
OFFICER, LEADER, OFFICE = "chuyen-vien-so-xay-dung", "lanh-dao-so-xay-dung", "van-phong-so"
TITLE = "Báo cáo kết quả năm 2025"


@pytest.fixture(scope="module")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """A house of its own, in which a department is asked for a report."""
    with served(migrated_folder(), "reports") as address:
        yield address


@pytest.fixture
def colleague(browser: Browser, site: str) -> Iterator[Callable[[str], Page]]:
    """A page of somebody at another computer."""
    opened: list[BrowserContext] = []

    def run(username: str) -> Page:
        opened.append(browser.new_context(base_url=site, viewport=DESKTOP))
        return signed_in(opened[-1].new_page(), username)

    yield run
    for context in opened:
        context.close()


def test_a_report_goes_its_whole_way(
    sign_in: Callable[[str], Page], context: BrowserContext, colleague: Callable[[str], Page]
) -> None:
    page = sign_in(OFFICER)
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(re.compile(r"/bao-cao/\d+/$"))
    _fills(page)
    page = _loses_the_connection(page, context)
    leader, office = colleague(LEADER), colleague(OFFICE)
    leader.goto(page.url)
    office.goto(page.url)
    _is_told_of_a_colleague(page, leader)
    _leaves_the_unit(page, leader, number="12/BC-SXD")
    _is_returned_and_corrected(page, leader, office)
    _is_taken_in_and_gathered(office)


def _saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu lúc")


def _steps(page: Page, name: str) -> None:
    """Take a step, and see it taken."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".notice[role=status]")).to_contain_text("đã được thông báo")


def _number(page: Page, words: str) -> None:
    page.get_by_label("Trạm 5G mới").fill(words)


def _fills(page: Page) -> None:
    """What is typed is saved by itself; an answer brings a field, and the last row of a table another one."""
    obstacle, rows = page.get_by_label("Vướng mắc gì"), page.locator("table[data-rows=noi] tbody tr")
    expect(obstacle).to_be_hidden()
    n_rows = rows.count()
    _number(page, "12")
    page.get_by_label("Có", exact=True).check()
    rows.last.locator("input").fill("Yên Phong")
    expect(rows).to_have_count(n_rows + 1)
    _saved(page)
    expect(obstacle).to_be_visible()


def _loses_the_connection(page: Page, context: BrowserContext) -> Page:
    """Typed without a connection and the page closed: the next page has it, its rows too, and saves it."""
    context.set_offline(True)
    page.get_by_label("Vướng mắc gì").fill("Chưa có mặt bằng")
    for place in ("Tam Giang", "Lương Tài"):
        page.locator("table[data-rows=noi] tbody tr").last.locator("input").fill(place)
    expect(page.locator("[data-saved]")).to_contain_text("Mất kết nối")
    address = page.url
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    _saved(page)
    page.reload()
    expect(page.get_by_label("Vướng mắc gì")).to_have_value("Chưa có mặt bằng")
    kept = [one.input_value() for one in page.locator("table[data-rows=noi] input").all()]
    assert [words for words in kept if words] == ["Yên Phong", "Tam Giang", "Lương Tài"]
    return page


def _is_told_of_a_colleague(page: Page, leader: Page) -> None:
    """Who was slower is told and overwrites nothing, but keeps what stands in the form."""
    _number(leader, "13")
    _saved(leader)
    _number(page, "14")
    expect(page.locator("[data-saved]")).to_contain_text("Phó Giám đốc Sở Xây dựng")
    expect(page.get_by_label("Trạm 5G mới")).to_have_value("14")
    page.reload()
    expect(page.get_by_label("Trạm 5G mới")).to_have_value("13")


def _leaves_the_unit(page: Page, leader: Page, *, number: str) -> None:
    """Handed in by who writes it, approved by the leader, submitted with number and signed file."""
    _steps(page, "Trình trong đơn vị")
    leader.reload()
    _steps(leader, "Duyệt")
    page.reload()
    page.get_by_label("Số báo cáo").fill(number)
    page.get_by_label("Báo cáo đã ký").set_input_files(PDF)
    _steps(page, "Nộp")
    expect(page.locator(".heading .under")).to_contain_text(number)


def _is_returned_and_corrected(page: Page, leader: Page, office: Page) -> None:
    """The office says what is wrong; the unit corrects it at once before it hands in, and sends it again."""
    office.reload()
    office.locator("form.step").get_by_label("Lý do").fill("Thiếu trạm của Lương Tài")
    _steps(office, "Trả lại đơn vị")
    page.reload()
    expect(page.get_by_text("Thiếu trạm của Lương Tài").first).to_be_visible()
    # Handed in before the pause of the autosave is over: with what stands in the form.
    _number(page, "21")
    _leaves_the_unit(page, leader, number="15/BC-SXD")


def _is_taken_in_and_gathered(office: Page) -> None:
    office.reload()
    _steps(office, "Tiếp nhận")
    expect(office.locator(".heading .state")).to_have_text("Đã tiếp nhận")
    office.locator(".heading").get_by_role("link", name=TITLE).click()
    office.locator(".heading").get_by_role("link", name="Tổng hợp", exact=True).click()
    line = office.locator("details.gathered").filter(has_text="Trạm 5G mới")
    expect(line.locator("b.number")).to_have_text("21")
