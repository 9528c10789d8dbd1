"""What the pages of the example must show: the facts of the province, read as a person reads them."""

import re
from datetime import timedelta
from html import unescape

from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme.models import Meeting, Obligation, Target, Task

NUMBER = "94/KH-UBND"


def the_pages_show_the_facts() -> None:
    """Each fact on its own page, signed in as somebody of the programme office."""
    client = signed_in("van-phong-so")
    _one_of_five_agency_plans_came_in_time(client)
    _what_was_fulfilled_before_is_settled(client)
    _two_days_for_the_yearly_report_stand_side_by_side(client)
    _stations_are_split_between_operators_and_quarters(client)
    _targets_say_where_they_begin_and_who_holds_them(client)
    _entries_are_marked_and_proved(client)
    _the_home_counts_from_the_last_meeting(client)
    _an_event_was_told_and_one_of_two_parts_is_met(client)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def words_of(client: Client, address: str) -> str:
    """The words of a page as they are read, without its lists of choices."""
    page = client.get(address)
    assert page.status_code == 200, address
    text = re.sub(r"<select.*?</select>|<script.*?</script>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def task(path: str) -> Task:
    return Task.objects.get(plan__number=NUMBER, path=path)


def _one_of_five_agency_plans_came_in_time(client: Client) -> None:
    page = words_of(client, f"/nhiem-vu/{task('VI.1.a').pk}/")
    assert "Hoàn thành quá hạn 4" in page and "Hoàn thành đúng hạn 1" in page
    late, in_time = page.index("Hoàn thành quá hạn 4"), page.index("Hoàn thành đúng hạn 1")
    assert in_time < page.index("Sở Nông nghiệp và Môi trường 10/10/2025")
    assert late < page.index("Sở Xây dựng 26/01/2026")


def _what_was_fulfilled_before_is_settled(client: Client) -> None:
    page = words_of(client, "/mau-thuan/?tinh-trang=da-quyet")
    for words in ("PL2.5.1", "86/KH-UBND ngày 29/9/2025", "PL2.5.2", "87/KH-UBND ngày 29/9/2025"):
        assert words in page, words
    for path in ("PL2.5.1", "PL2.5.2"):
        page = words_of(client, f"/nhiem-vu/{task(path).pk}/")
        assert "Hoàn thành đúng hạn" in page and "29/09/2025" in page


def _two_days_for_the_yearly_report_stand_side_by_side(client: Client) -> None:
    page = words_of(client, "/nhiem-vu/?tim=báo+cáo+kết+quả")
    assert "Hằng năm, hạn 20/11" in page and "trước 15/12/2026" in page
    assert "Báo cáo kết quả theo từng văn bản" in words_of(client, "/nhiem-vu/")
    # Found as what two documents say against each other, and left for the office to settle.
    page = words_of(client, "/mau-thuan/")
    at = page.index("khác nhau về: thời hạn")
    assert all(words in page[at : at + 900] for words in ("VI.1.b", "20/11", "15/12/2026"))


def _an_event_was_told_and_one_of_two_parts_is_met(client: Client) -> None:
    waited = Task.objects.get(path="PL.1.12", due_kind="on_event")
    page = words_of(client, f"/nhiem-vu/{waited.pk}/")
    assert "15/11/2022" in page and "15/12/2022" in page
    owed = Obligation.objects.get(task__path="II.3.3", occurrences__isnull=False)
    page = words_of(client, f"/nghia-vu/{owed.pk}/")
    assert "29/05/2026" in page and "Đang thực hiện" in page


def _stations_are_split_between_operators_and_quarters(client: Client) -> None:
    target = Target.objects.get(value=139, comparator="ge")
    page = words_of(client, f"/chi-tieu/{target.pk}/")
    assert "Cộng các năm: 139" in page and "đủ chỉ tiêu" in page
    assert all(name in page for name in ("Viettel Bắc Ninh", "VNPT Bắc Ninh", "MobiFone Bắc Ninh"))


def _targets_say_where_they_begin_and_who_holds_them(client: Client) -> None:
    target = Target.objects.get(plan__number=NUMBER, path="PL1.4")
    page = words_of(client, f"/chi-tieu/{target.pk}/")
    for words in ("56,69", "VNNIC", "2028 81,7", "Bắt buộc", "Toàn tỉnh", "58,9", "Dữ liệu ví dụ"):
        assert words in page, words


def _entries_are_marked_and_proved(client: Client) -> None:
    owed = Obligation.objects.get(task=task("VI.1.a"), unit__code="sxd")
    page = words_of(client, f"/nghia-vu/{owed.pk}/")
    assert "Dữ liệu ví dụ" in page and "vi-du-14-kh-sxd.docx" in page


def _the_home_counts_from_the_last_meeting(client: Client) -> None:
    last = Meeting.objects.filter(closed_at__isnull=False).order_by("-held_on")[0]
    day = last.held_on.strftime("%d/%m/%Y")
    for page in (words_of(client, "/"), words_of(signed_in("lanh-dao"), "/")):
        assert f"Thay đổi từ cuộc giao ban trước {day}" in page
        assert (clock.today() - timedelta(days=1)).strftime("%d/%m/%Y") in page
    page = words_of(client, f"/giao-ban/{last.pk}/")
    assert "Trình UBND tỉnh khung giá thuê cột, cống bể dùng chung (ví dụ)" in page
    assert "Về vướng mắc: (Ví dụ) Giá thuê cột điện" in page
