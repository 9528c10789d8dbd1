"""Who is told what, the inbox, and mail as each person wants it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import NotFound, Refusal
from hatang.notices import access, actions
from hatang.notices.models import Mail, MailPreference, Notice
from hatang.notices.rules import Pace, Wish, is_quiet, mail_moment
from hatang.notices.subjects import Subject
from hatang.programme.models import Task

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
NIGHT = datetime.fromisoformat("2026-06-01T22:00+07:00")


def say(subject: Subject, by: User, at: datetime, text: str) -> Any:
    return actions.write_comment(subject=subject, text=text, mark=uuid4(), by=by, at=at).comment


def told(person: User) -> list[tuple[str, str]]:
    return [(notice.kind, notice.sentence) for notice in Notice.objects.filter(user=person).order_by("pk")]


def choose(person: User, pace: str, begin: time | None = None, end: time | None = None) -> None:
    actions.choose_mail(pace=pace, quiet_from=begin, quiet_until=end, by=person, at=clock.now())


@pytest.fixture
def reached(outsider: User, mail_house: Any) -> User:
    """The other unit's officer, with an address."""
    outsider.email = "can-bo-khac@bacninh.vn"
    outsider.save()
    return outsider


def test_the_called_and_the_followers_are_told_once_and_the_author_is_not(
    subject: Subject, owner: User, colleague: User, outsider: User, reader: User, at: datetime
) -> None:
    for person in (outsider, reader, owner):
        actions.follow(subject=subject, by=person, at=at)
    say(subject, owner, at, "Nhờ @can-bo-khac và @skhcn")
    assert told(outsider) == [("mention", "Chức danh can-bo-so nhắc bạn: “Nhờ @can-bo-khac và @skhcn”")]
    assert [kind for kind, _words in told(colleague)] == ["mention"]
    assert [kind for kind, _words in told(reader)] == ["comment"]
    assert told(owner) == []


def test_a_person_is_told_in_the_persons_language(
    subject: Subject, owner: User, outsider: User, at: datetime
) -> None:
    outsider.language = "en"
    outsider.save()
    say(subject, owner, at, "@can-bo-khac")
    assert told(outsider) == [("mention", "Chức danh can-bo-so calls you: “@can-bo-khac”")]


def test_changed_words_tell_only_whom_they_newly_call(
    subject: Subject, owner: User, colleague: User, outsider: User, at: datetime
) -> None:
    from hatang.notices.actions.comments import version_of

    comment = say(subject, owner, at, "@can-bo-khac")
    actions.change_comment(
        comment=comment, text="@can-bo-khac @dong-nghiep", seen=version_of(comment), by=owner, at=at
    )
    assert len(told(outsider)) == 1
    assert len(told(colleague)) == 1


def test_whoever_may_not_see_it_is_not_told(
    keep: Callable[..., Any],
    agencies: Any,
    result: dict[str, Any],
    office: User,
    outsider: User,
    at: datetime,
) -> None:
    from hatang.notices.subjects import subject_of

    draft = subject_of("document", keep(result).version.document)
    actions.tell(people=[outsider], kind="review", subject=draft, sentence="Xem", by=office, at=at)
    say(draft, office, at, "@sxd")
    assert told(outsider) == []


def test_the_masthead_counts_and_the_inbox_leads_to_the_words(
    task: Task, subject: Subject, owner: User, outsider: User, sign_in: SignIn
) -> None:
    comment = say(subject, owner, clock.now(), "<b>Nhờ</b> @can-bo-khac")
    client = sign_in(outsider)
    assert "Hộp thư, 1 chưa đọc" in client.get("/").content.decode()
    page = client.get("/hop-thu/").content.decode()
    assert "&lt;b&gt;Nhờ&lt;/b&gt;" in page
    assert "<b>Nhờ" not in page
    notice = Notice.objects.get(user=outsider)
    opened = client.post(f"/hop-thu/{notice.pk}/mo/")
    assert opened["Location"] == f"/nhiem-vu/{task.pk}/#loi-{comment.pk}"
    assert 'aria-label="Hộp thư"' in client.get("/").content.decode()
    assert "Bạn đã đọc hết" in client.get("/hop-thu/?xem=chua-doc").content.decode()


def test_all_that_was_shown_is_marked_read_and_what_came_since_is_not(
    subject: Subject, owner: User, outsider: User, sign_in: SignIn
) -> None:
    say(subject, owner, clock.now(), "@can-bo-khac một")
    client = sign_in(outsider)
    last = client.get("/hop-thu/").context["last"]
    say(subject, owner, clock.now(), "@can-bo-khac hai")
    client.post("/hop-thu/da-doc-het/", {"den": str(last)})
    assert [n.read_at is None for n in Notice.objects.filter(user=outsider).order_by("pk")] == [False, True]
    newest = Notice.objects.filter(user=outsider).latest("pk")
    client.post(f"/hop-thu/{newest.pk}/da-doc/")
    first_read_at = Notice.objects.get(pk=newest.pk).read_at
    client.post(f"/hop-thu/{newest.pk}/da-doc/")
    assert Notice.objects.get(pk=newest.pk).read_at == first_read_at


def test_owner_colleague_outsider_of_a_notice(
    subject: Subject, owner: User, colleague: User, outsider: User, at: datetime, sign_in: SignIn
) -> None:
    say(subject, owner, at, "@dong-nghiep")
    notice = Notice.objects.get(user=colleague)
    assert access.get_notice(colleague, notice.pk) == notice
    for other in (owner, outsider, None):
        with pytest.raises(NotFound):
            access.get_notice(other, notice.pk)
    for way in ("mo", "da-doc"):
        assert sign_in(outsider).post(f"/hop-thu/{notice.pk}/{way}/").status_code == 404
    assert Client().get("/hop-thu/").status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_about_what_can_no_longer_be_seen_says_so(
    subject: Subject, owner: User, outsider: User, at: datetime, sign_in: SignIn
) -> None:
    say(subject, owner, at, "@can-bo-khac vị trí trạm mật")
    Notice.objects.update(subject_id=999_999_999)
    client = sign_in(outsider)
    for address in ("/hop-thu/", "/"):
        page = client.get(address).content.decode()
        assert "không còn được xem" in page
        # The sentence quotes what was said about it.
        assert "vị trí trạm mật" not in page
    assert client.post(f"/hop-thu/{Notice.objects.get().pk}/mo/").status_code == 404


def test_a_long_inbox_has_pages_at_a_constant_price(
    subject: Subject, owner: User, outsider: User, at: datetime, sign_in: SignIn
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(outsider)
    client.get("/hop-thu/")  # the first page of a session is noted

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/hop-thu/")
        return len(queries)

    say(subject, owner, at, "@can-bo-khac")
    cost()  # what pages ask again is kept from then on
    few = cost()
    for n in range(40):
        say(subject, owner, at, f"@can-bo-khac {n}")
    assert cost() == few
    assert "trang=2" in client.get("/hop-thu/").content.decode()


# --- mail


def test_mail_at_once_by_day_carries_sentence_title_and_address(
    subject: Subject, owner: User, reached: User, at: datetime, settings: Any
) -> None:
    settings.SITE_ORIGINS = ["https://hatang.bacninh.vn"]
    say(subject, owner, at, "Nhờ @can-bo-khac")
    mail = Mail.objects.get()
    notice = Notice.objects.get(user=reached)
    assert (notice.mail, notice.mail_due_at) == (mail, None)
    assert mail.to == "can-bo-khac@bacninh.vn"
    assert mail.subject == "Chức danh can-bo-so nhắc bạn: “Nhờ @can-bo-khac”"
    assert f"https://hatang.bacninh.vn{subject.url}#{notice.anchor}" in mail.text
    assert "Xây dựng kế hoạch phát triển trạm 5G" in mail.text
    assert "https://hatang.bacninh.vn/hop-thu/tuy-chon/" in mail.text


def test_what_comes_at_night_is_one_mail_in_the_morning(subject: Subject, owner: User, reached: User) -> None:
    say(subject, owner, NIGHT, "@can-bo-khac một")
    say(subject, owner, NIGHT + timedelta(hours=1), "@can-bo-khac hai")
    assert not Mail.objects.exists()
    assert actions.write_digests(at=NIGHT + timedelta(hours=7, minutes=59)) == 0
    assert actions.write_digests(at=NIGHT + timedelta(hours=8)) == 1
    mail = Mail.objects.get()
    assert mail.subject == "Hạ Tầng: 2 thông báo"
    assert "một" in mail.text
    assert "hai" in mail.text
    assert actions.write_digests(at=NIGHT + timedelta(hours=9)) == 0


def test_a_mail_names_nothing_that_can_no_longer_be_seen(
    subject: Subject, owner: User, reached: User
) -> None:
    say(subject, owner, NIGHT, "@can-bo-khac vị trí trạm mật")
    Notice.objects.update(subject_id=999_999_999)
    assert actions.write_digests(at=NIGHT + timedelta(hours=8)) == 1
    mail = Mail.objects.get()
    assert "vị trí trạm mật" not in mail.subject + mail.text


def test_a_daily_mail_repeats_only_what_was_not_read(
    subject: Subject, owner: User, reached: User, at: datetime
) -> None:
    choose(reached, "daily")
    say(subject, owner, at, "@can-bo-khac đọc rồi")
    say(subject, owner, at, "@can-bo-khac chưa đọc")
    first = Notice.objects.filter(user=reached).earliest("pk")
    actions.read_notice(notice=first, by=reached, at=at)
    assert actions.write_digests(at=at + timedelta(hours=23)) == 0
    assert actions.write_digests(at=at + timedelta(hours=23, minutes=30)) == 1
    text = Mail.objects.get().text
    assert "chưa đọc" in text
    assert "đọc rồi" not in text


def test_who_wants_no_mail_or_has_no_address_gets_none(
    subject: Subject, owner: User, colleague: User, reached: User, at: datetime
) -> None:
    choose(reached, "none")
    say(subject, owner, at, "@can-bo-khac @dong-nghiep")
    assert Notice.objects.filter(mail_due_at__isnull=True).count() == 2
    assert not Mail.objects.exists()


def test_who_turns_mail_off_at_night_gets_none_in_the_morning(
    subject: Subject, owner: User, reached: User
) -> None:
    say(subject, owner, NIGHT, "@can-bo-khac")
    choose(reached, "none")
    assert actions.write_digests(at=NIGHT + timedelta(days=1)) == 0
    assert not Notice.objects.filter(mail_due_at__isnull=False).exists()


def test_a_wrong_address_of_one_person_is_in_nobodys_way(
    subject: Subject, owner: User, reached: User, at: datetime
) -> None:
    reached.email = "không phải địa chỉ"
    reached.save()
    say(subject, owner, at, "@can-bo-khac")
    assert len(told(reached)) == 1
    assert not Mail.objects.exists()


def test_without_a_mail_server_the_inbox_still_works_and_the_page_says_so(
    subject: Subject, owner: User, outsider: User, at: datetime, sign_in: SignIn
) -> None:
    say(subject, owner, at, "@can-bo-khac")
    assert len(told(outsider)) == 1
    page = sign_in(outsider).get("/hop-thu/tuy-chon/").content.decode()
    assert "chưa đặt máy chủ thư" in page
    assert "chưa có địa chỉ thư" in page


def test_preferences_are_kept_and_wrong_ones_come_back(reached: User, sign_in: SignIn) -> None:
    client, address = sign_in(reached), "/hop-thu/tuy-chon/"
    assert 'value="21:00"' in client.get(address).content.decode()
    sent = {"nhip": "daily", "yen-tu": "20:30", "yen-den": "06:15"}
    assert client.post(address, sent).status_code == 302
    kept = MailPreference.objects.get(user=reached)
    assert (kept.pace, kept.quiet_from, kept.quiet_until) == ("daily", time(20, 30), time(6, 15))
    for wrong in ({"yen-den": ""}, {"yen-den": "20:30"}, {"yen-den": "25:00"}, {"nhip": "x"}):
        answer = client.post(address, {**sent, **wrong})
        assert answer.status_code == 400
        assert 'value="20:30"' in answer.content.decode()
        assert 'role="alert"' in answer.content.decode()
    assert client.post(address, {"nhip": "none", "yen-tu": "", "yen-den": ""}).status_code == 302
    with pytest.raises(Refusal):
        choose(reached, "hourly")


# --- when


@pytest.mark.parametrize(
    ("wish", "now", "then"),
    [
        (Wish(Pace.AT_ONCE), "03:00", "1 03:00"),
        (Wish(Pace.AT_ONCE, time(21), time(6)), "20:59", "1 20:59"),
        (Wish(Pace.AT_ONCE, time(21), time(6)), "21:00", "2 06:00"),
        (Wish(Pace.AT_ONCE, time(21), time(6)), "05:59", "1 06:00"),
        (Wish(Pace.AT_ONCE, time(21), time(6)), "06:00", "1 06:00"),
        (Wish(Pace.AT_ONCE, time(12), time(13, 30)), "12:10", "1 13:30"),
        (Wish(Pace.DAILY), "07:29", "1 07:30"),
        (Wish(Pace.DAILY), "07:30", "2 07:30"),
        (Wish(Pace.DAILY, time(22), time(8)), "12:00", "2 08:00"),
    ],
)
def test_mail_goes_when_it_is_wanted(wish: Wish, now: str, then: str) -> None:
    day, clock_time = then.split()
    at = datetime.fromisoformat(f"2026-06-01T{now}+07:00")
    assert mail_moment(wish, at) == datetime.fromisoformat(f"2026-06-0{day}T{clock_time}+07:00")
    assert mail_moment(wish, at.astimezone(clock.local(at).tzinfo)) == mail_moment(wish, at)


def test_no_mail_is_never() -> None:
    assert mail_moment(Wish(Pace.NONE), NIGHT) is None
    assert not is_quiet(Wish(Pace.DAILY), NIGHT)


# --- how far the work is


def test_the_units_people_and_the_followers_are_told_how_far_it_is(
    obligation: Any, subject: Subject, owner: User, colleague: User, reader: User, office: User, at: datetime
) -> None:
    from hatang.programme.actions import record_progress, take_step

    actions.follow(subject=subject, by=reader, at=at)
    record_progress(obligation=obligation, state="in_progress", by=owner, at=at)
    said = ("progress", "Sở Khoa học và Công nghệ: “Đang thực hiện”.")
    assert told(colleague) == told(reader) == [said]
    assert told(owner) == []
    record_progress(obligation=obligation, state="in_progress", by=owner, at=at)
    take_step(obligation=obligation, step="pause", words="Chờ hướng dẫn", by=office, at=at)
    assert told(owner) == [("progress", "Sở Khoa học và Công nghệ: “Tạm dừng”. Chờ hướng dẫn")]


def test_who_holds_a_role_in_a_unit_is_told_with_its_people(
    subject: Subject, owner: User, agencies: Any, make_user: Callable[..., User], at: datetime
) -> None:
    from hatang.accounts.models import RoleHolding

    elsewhere = make_user("can-bo-xa", "officer", agencies.units["xa-09193"])
    unit, day = agencies.units["sxd"], at.date()
    RoleHolding.objects.create(user=elsewhere, role="focal", unit=unit, valid_from=day)
    former = make_user("da-thoi", "officer", agencies.units["xa-09193"])
    RoleHolding.objects.create(user=former, role="focal", unit=unit, valid_from=day, valid_to=day)
    say(subject, owner, at, "Nhờ @sxd")
    assert [kind for kind, _words in told(elsewhere)] == ["mention"]
    assert told(former) == []
