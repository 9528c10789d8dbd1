"""A week of one unit: a later deadline, evidence, submitted and issued above, the weekly meeting."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESKTOP, EXAMPLES, served, signed_in

pytestmark = pytest.mark.browser

PLAN = EXAMPLES / "94-kh-ubnd-ha-tang-so-2025-2030.docx"
OFFICE, OFFICER, LEADER = "van-phong-so", "chuyen-vien-so-xay-dung", "lanh-dao"
DIRECTOR = "lanh-dao-so-xay-dung"
# A task of the department of building.
TASK = "Đề xuất chính sách hỗ trợ đầu tư và quy định dùng chung hạ tầng kỹ thuật với giao thông"
MB = 1024 * 1024


@pytest.fixture(scope="module")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """A house of its own: what one person does here, the next one finds."""
    with served(migrated_folder()) as address:
        yield address


@pytest.fixture
def people(browser: Browser, site: str) -> Iterator[Callable[[str], Page]]:
    """Pages of several people beside each other; whoever comes again finds their page."""
    pages: dict[str, Page] = {}

    def page_of(username: str) -> Page:
        if username not in pages:
            context = browser.new_context(base_url=site, viewport=DESKTOP)  # type: ignore[arg-type]
            context.set_default_timeout(15_000)
            pages[username] = signed_in(context.new_page(), username)
        return pages[username]

    yield page_of
    for page in pages.values():
        page.context.close()


def test_a_week_from_a_later_deadline_to_the_meeting(
    people: Callable[[str], Page], give_out: Callable[[Page], None], tmp_path: Path
) -> None:
    office = people(OFFICE)
    office.goto("/van-ban/tai-len/")
    office.get_by_label("Chọn tệp").set_input_files(PLAN)
    office.get_by_role("button", name="Tải lên và đọc").click()
    office.wait_for_url(re.compile(r"/van-ban/\d+/$"), timeout=60_000)
    give_out(office)
    owed = _owed_by_building(office)
    _moved_later(people, owed)
    _proved(people(OFFICER), owed, tmp_path)
    _submitted_and_issued(people, owed)
    _met(people)


def _owed_by_building(office: Page) -> str:
    """Where the part of the department is in the task; the office says that it is issued above."""
    rows: Any = office.request.get("/api/v1/tasks", params={"text": TASK}).json()["items"]
    office.goto(f"/nhiem-vu/{rows[0]['id']}/")
    form = office.locator("form").filter(has=office.locator("input[name=ban-hanh]"))
    office.locator("details").filter(has=form).locator("summary").first.click()
    form.locator("input[name=ban-hanh]").check()
    form.get_by_role("button", name="Lưu").click()
    expect(office.locator(".notice[role=status]")).to_be_visible()
    office.locator("a[href*='/nghia-vu/']").filter(has_text="Sở Xây dựng").first.click()
    office.wait_for_url(re.compile(r"/nghia-vu/\d+/$"))
    return office.url


def _moved_later(people: Callable[[str], Page], owed: str) -> None:
    """A doubled click asks once, the unit's leader sends it, the office grants; its stale page is told."""
    officer, director, office = people(OFFICER), people(DIRECTOR), people(OFFICE)
    officer.goto(owed)
    part = officer.locator("#lui-han")
    part.get_by_text("Xin lùi hạn").click()
    part.get_by_label("Đến ngày").fill("2027-06-30")
    part.get_by_label("Lý do").fill("Chờ hướng dẫn <script>của</script> Trung ương")
    part.locator("form button").dblclick()
    handed = officer.locator("#trong-don-vi li")
    expect(handed).to_contain_text("<script>của</script>")
    expect(handed).to_have_count(1)
    director.goto(owed)
    director.locator("#trong-don-vi").get_by_role("button", name="Duyệt gửi").click()
    expect(director.locator(".notice[role=status]")).to_be_visible()

    office.goto(owed)
    second = office.context.new_page()
    second.goto(owed)
    office.locator("#lui-han").get_by_role("button", name="Đồng ý", exact=True).click()
    expect(office.locator(".under").first).to_contain_text("30/06/2027")
    second.locator("#lui-han").get_by_label("Trả lời").fill("Không được")
    second.locator("#lui-han").get_by_role("button", name="Không đồng ý").click()
    expect(second.locator("#lui-han [role=alert]")).to_be_visible()
    second.close()


def _proved(officer: Page, owed: str, tmp_path: Path) -> None:
    """A program and a file of 300 MB are refused in words before they travel; a picture is kept."""
    huge = tmp_path / "bao-cao.pdf"
    with huge.open("wb") as file:
        file.truncate(300 * MB)
    officer.goto(owed)
    officer.locator("#minh-chung").get_by_text("Thêm minh chứng", exact=True).first.click()
    chosen, says = officer.locator("#mc-tep"), officer.locator("#mc-says")
    chosen.set_input_files({"name": "cai-dat.exe", "mimeType": "application/pdf", "buffer": b"MZ"})
    expect(says).to_contain_text("minh chứng phải là tệp pdf, docx, xlsx, png hoặc jpg")
    chosen.set_input_files(huge)
    expect(says).to_contain_text("tệp lớn hơn 25 MB")
    # The ending lies: its content is looked at where it arrives.
    chosen.set_input_files({"name": "anh.png", "mimeType": "image/png", "buffer": b"MZ\x90\x00" * 9})
    officer.locator("#minh-chung").get_by_role("button", name="Thêm minh chứng").click()
    expect(says).to_contain_text("xét theo nội dung")
    expect(officer).to_have_url(owed)
    chosen.set_input_files({"name": "anh.png", "mimeType": "image/png", "buffer": _PICTURE})
    officer.locator("#minh-chung").get_by_role("button", name="Thêm minh chứng").click()
    officer.wait_for_url(re.compile(r"/minh-chung/\d+/$"))


def _submitted_and_issued(people: Callable[[str], Page], owed: str) -> None:
    """The officer hands in, the unit's leader submits, the leader of the province issues."""
    officer, director, leader, office = people(OFFICER), people(DIRECTOR), people(LEADER), people(OFFICE)
    office.goto(owed)
    _step(officer, owed, "Trình lãnh đạo đơn vị", "12/TTr-SXD", "Đã hoàn thành dự thảo")
    director.goto(owed)
    director.locator("#trong-don-vi").get_by_role("button", name="Duyệt gửi").click()
    expect(director.locator(".facts").first).to_contain_text("12/TTr-SXD")
    # Whoever looked before is told.
    office.get_by_text("Cập nhật", exact=True).first.click()
    office.locator("button[name=tinh-trang]").first.click()
    expect(office.locator("main")).to_contain_text("Đã có người cập nhật trước")
    _step(leader, owed, "Duyệt", "35/QĐ-UBND", "")
    expect(leader.locator(".facts").first).to_contain_text("35/QĐ-UBND")
    expect(leader.locator(".state.is-done").first).to_be_visible()


def _step(page: Page, owed: str, name: str, number: str, words: str) -> None:
    page.goto(owed)
    page.get_by_text("Trình duyệt, duyệt, tạm dừng", exact=True).first.click()
    form = page.locator("form").filter(has=page.locator("button[name=buoc]"))
    form.locator("textarea").fill(words)
    form.locator("input[name=so]").fill(number)
    form.locator("input[name=ngay]").fill("2025-12-01")
    form.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".notice[role=status]")).to_be_visible()


def _met(people: Callable[[str], Page]) -> None:
    """The leader's meeting concludes; what it concluded is a task and a draft announcement."""
    leader = people(LEADER)
    leader.goto("/giao-ban/moi/")
    leader.get_by_label("Ngày", exact=True).fill("2025-12-01")
    leader.get_by_label("Chức danh người chủ trì").fill("Phó Chủ tịch Ủy ban nhân dân tỉnh")
    leader.get_by_role("button", name="Lưu").click()
    leader.get_by_role("button", name="Bắt đầu họp").click()
    leader.get_by_text("Thêm kết luận", exact=True).first.click()
    leader.get_by_label("Nội dung kết luận").fill("Lập danh sách tuyến cống bể dùng chung")
    leader.locator("#kl-chu-tri").select_option(label="Sở Xây dựng")
    leader.locator("#kl-han").fill("2025-12-31")
    leader.locator("#ket-luan").get_by_role("button", name="Thêm kết luận").click()
    expect(leader.locator("#ket-luan ol")).to_contain_text("tuyến cống bể")
    leader.get_by_role("button", name="Kết thúc cuộc họp").click()
    expect(leader.locator("#ket-luan")).to_contain_text("Dự thảo thông báo:")
    leader.get_by_role("link", name="các nhiệm vụ", exact=True).click()
    expect(leader.locator("tr[data-row]").filter(has_text="tuyến cống bể")).to_have_count(1)
    officer = people(OFFICER)
    officer.goto("/nhiem-vu/?xem=tat-ca&tim=tuyến cống bể")
    expect(officer.locator("tr[data-row]").filter(has_text="tuyến cống bể")).to_have_count(1)


_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
