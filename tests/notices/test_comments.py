"""People speak about tasks, targets and documents: mentions, edits, follows, and what is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotAllowed, NotFound, Refusal
from hatang.notices import access, actions, subjects
from hatang.notices.actions.comments import AlreadySent, TooLate, version_of
from hatang.notices.models import Comment, Follow
from hatang.notices.subjects import Subject
from hatang.programme.models import Plan, Task

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def say(subject: Subject, by: User, at: datetime, text: str = "Đã gửi hồ sơ.", **more: Any) -> Comment:
    values = {"mark": uuid4(), **more}
    return actions.write_comment(subject=subject, text=text, by=by, at=at, **values).comment


def test_a_comment_is_on_the_page_of_its_task_and_nowhere_else(
    task: Task, plan: Plan, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    sent = client.post(f"/trao-doi/nhiem-vu/{task.pk}/", {"loi": "Đã lấy ý kiến.", "dau": str(uuid4())})
    comment = Comment.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/nhiem-vu/{task.pk}/#loi-{comment.pk}")
    assert "Đã lấy ý kiến." in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    other = plan.tasks.exclude(pk=task.pk).first()
    assert other is not None
    assert "Đã lấy ý kiến." not in client.get(f"/nhiem-vu/{other.pk}/").content.decode()
    [entry] = history_of(comment)
    assert (entry.action, entry.actor_id) == ("notices.write_comment", owner.pk)


def test_documents_and_targets_can_be_spoken_about_too(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], owner: User, sign_in: SignIn
) -> None:
    result["targets"] = [
        {"path": "I.1", "text": "Phủ sóng 5G", "spans": {"text": [[0, 9, None]]}, "confidence": {"text": 0.9}}
    ]
    plan = publish(result)
    client = sign_in(owner)
    target = plan.targets.get()
    for word, pk, page in (
        ("van-ban", plan.document_id, f"/van-ban/{plan.document_id}/"),
        ("chi-tieu", target.pk, f"/chi-tieu/{target.pk}/"),
    ):
        assert client.post(f"/trao-doi/{word}/{pk}/", {"loi": f"Về {word}"}).status_code == 302
        assert f"Về {word}" in client.get(page).content.decode()


def test_a_script_in_a_comment_is_shown_as_text(task: Task, owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    words = '<script>alert(1)</script> https://a.vn/"><img src=x> @<b>'
    client.post(f"/trao-doi/nhiem-vu/{task.pk}/", {"loi": words})
    page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="https://a.vn/"' in page


def test_ten_thousand_characters_are_kept_and_one_more_is_refused_with_the_words_shown_again(
    task: Task, owner: User, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), f"/trao-doi/nhiem-vu/{task.pk}/"
    words = "Một câu dài. " * 770
    answer = client.post(address, {"loi": words, "dau": str(uuid4())})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words.strip() in page
    assert "Ý kiến dài hơn" in page
    assert not Comment.objects.exists()
    assert client.post(address, {"loi": "a" * 10_000}).status_code == 302
    assert len(Comment.objects.get().text) == 10_000


def test_an_empty_comment_is_refused(subject: Subject, owner: User, at: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        say(subject, owner, at, "  \r\n ")
    assert refusal.value.field == "text"


def test_the_same_form_sent_twice_is_one_comment(task: Task, owner: User, sign_in: SignIn) -> None:
    client, form = sign_in(owner), {"loi": "Một lần", "dau": str(uuid4())}
    first = client.post(f"/trao-doi/nhiem-vu/{task.pk}/", form)
    second = client.post(f"/trao-doi/nhiem-vu/{task.pk}/", form)
    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_the_same_form_with_other_words_is_not_lost(task: Task, owner: User, sign_in: SignIn) -> None:
    client, mark = sign_in(owner), str(uuid4())
    address = f"/trao-doi/nhiem-vu/{task.pk}/"
    client.post(address, {"loi": "Lần đầu", "dau": mark})
    answer = client.post(address, {"loi": "Lần sau", "dau": mark})
    assert answer.status_code == 409
    assert "Lần sau" in answer.content.decode()
    client.post(address, {"loi": "Lần sau", "dau": str(answer.context["mark"])})
    assert [comment.text for comment in Comment.objects.all()] == ["Lần đầu", "Lần sau"]


def test_a_mark_of_somebody_else_is_not_in_the_way(
    subject: Subject, owner: User, colleague: User, at: datetime
) -> None:
    mark = uuid4()
    say(subject, owner, at, mark=mark)
    say(subject, colleague, at, mark=mark)
    assert Comment.objects.count() == 2
    with pytest.raises(AlreadySent):
        say(subject, owner, at, "Khác", mark=mark)


def test_people_and_units_are_called_by_name_in_whatever_case(
    subject: Subject, owner: User, outsider: User, agencies: Any, at: datetime
) -> None:
    comment = say(subject, owner, at, "Nhờ @Can-Bo-Khac và @skhcn, @XA-09193.")
    assert {(m.name, m.user, m.unit) for m in comment.mentions.all()} == {
        ("can-bo-khac", outsider, None),
        ("skhcn", None, agencies.units["skhcn"]),
        ("xa-09193", None, agencies.units["xa-09193"]),
    }


def test_a_name_that_means_nobody_is_told_and_the_comment_stays(
    task: Task,
    owner: User,
    make_user: Callable[..., User],
    administrator: User,
    at: datetime,
    sign_in: SignIn,
) -> None:
    from hatang.accounts.actions import close_account

    gone = make_user("da-nghi", "office")
    close_account(user=gone, by=administrator, at=at)
    client = sign_in(owner)
    answer = client.post(f"/trao-doi/nhiem-vu/{task.pk}/", {"loi": "Nhờ @da-nghi, @ai-do"}, follow=True)
    assert "@da-nghi, @ai-do" in answer.content.decode()
    assert "Không ai được báo" in answer.content.decode()
    assert Comment.objects.get().mentions.count() == 0


def test_ones_own_words_can_be_changed_within_the_hour(
    subject: Subject, owner: User, outsider: User, at: datetime
) -> None:
    comment = say(subject, owner, at, "Nhờ @can-bo-khac")
    seen = version_of(comment)
    later = at + timedelta(minutes=59)
    written = actions.change_comment(comment=comment, text="Thôi", seen=seen, by=owner, at=later)
    assert (written.comment.text, written.comment.edited_at) == ("Thôi", later)
    assert not comment.mentions.exists()
    assert history_of(comment)[-1].changes["text"] == ["Nhờ @can-bo-khac", "Thôi"]
    with pytest.raises(Conflict):
        actions.change_comment(comment=comment, text="Cũ", seen=seen, by=owner, at=later)
    with pytest.raises(TooLate):
        actions.remove_comment(comment=comment, by=owner, at=at + timedelta(hours=1))


def test_two_windows_see_what_the_other_saved(
    task: Task, subject: Subject, owner: User, sign_in: SignIn
) -> None:
    from hatang.base import clock

    comment = say(subject, owner, clock.now(), "Đầu")
    client, address = sign_in(owner), f"/trao-doi/loi/{comment.pk}/sua/"
    seen = client.get(address).context["version"]
    assert client.post(address, {"loi": "Cửa sổ một", "ban": seen}).status_code == 302
    refused = client.post(address, {"loi": "Cửa sổ hai", "ban": seen})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Cửa sổ một" in page
    assert "Cửa sổ hai" in page
    assert client.post(address, {"loi": "Cửa sổ hai", "ban": refused.context["version"]}).status_code == 302


def test_a_removed_comment_is_shown_no_more_and_kept(
    task: Task, subject: Subject, owner: User, sign_in: SignIn
) -> None:
    from hatang.base import clock

    comment = say(subject, owner, clock.now(), "Nhầm chỗ")
    client = sign_in(owner)
    assert client.post(f"/trao-doi/loi/{comment.pk}/xoa/").status_code == 302
    assert "Nhầm chỗ" not in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    comment.refresh_from_db()
    assert comment.text == "Nhầm chỗ"
    assert client.get(f"/trao-doi/loi/{comment.pk}/sua/").status_code == 404


def test_owner_colleague_outsider_and_reader(
    task: Task,
    subject: Subject,
    owner: User,
    colleague: User,
    outsider: User,
    reader: User,
    at: datetime,
    sign_in: SignIn,
) -> None:
    comment = say(subject, owner, at)
    assert access.may_change_comment(owner, comment, at=at)
    for other in (colleague, outsider, reader):
        assert not access.may_change_comment(other, comment, at=at)
        with pytest.raises(NotAllowed):
            actions.remove_comment(comment=comment, by=other, at=at)
        assert "Đã gửi hồ sơ." in sign_in(other).get(f"/nhiem-vu/{task.pk}/").content.decode()
    say(subject, outsider, at)
    with pytest.raises(NotAllowed):
        say(subject, reader, at)
    assert sign_in(reader).post(f"/trao-doi/nhiem-vu/{task.pk}/", {"loi": "Tôi"}).status_code == 403
    assert Client().post(f"/trao-doi/nhiem-vu/{task.pk}/", {"loi": "Tôi"}).status_code == 302
    assert Comment.objects.count() == 2


def test_what_a_person_may_not_see_cannot_be_spoken_about(
    keep: Callable[..., Any], agencies: Any, result: dict[str, Any], office: User, owner: User, at: datetime
) -> None:
    document = keep(result).version.document
    comment = say(subjects.subject_of("document", document), office, at, "Bản nháp, @can-bo-so")
    assert not comment.mentions.exists()
    with pytest.raises(NotFound):
        access.get_subject(owner, "van-ban", document.pk)
    with pytest.raises(NotFound):
        access.get_comment(owner, comment.pk)
    with pytest.raises(NotFound):
        access.get_comment(AnonymousUser(), comment.pk)
    with pytest.raises(NotFound):
        access.get_subject(owner, "khong-co", document.pk)
    assert access.get_comment(office, comment.pk) == comment


def test_following_twice_is_following_once_and_ends(task: Task, reader: User, sign_in: SignIn) -> None:
    client, address = sign_in(reader), f"/trao-doi/nhiem-vu/{task.pk}/theo-doi/"
    for _time in range(2):
        client.post(address, {"theo-doi": "1"})
    assert Follow.objects.filter(user=reader).count() == 1
    assert "1 người theo dõi" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    client.post(address, {"theo-doi": "0"})
    assert not Follow.objects.exists()


def test_who_speaks_follows(subject: Subject, owner: User, at: datetime) -> None:
    say(subject, owner, at)
    assert Follow.objects.get().user == owner


def test_many_comments_come_in_pages_at_a_constant_price(
    task: Task,
    subject: Subject,
    owner: User,
    at: datetime,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    from hatang.notices.queries import talk_about

    say(subject, owner, at, "Lời 0 @skhcn")
    with django_assert_max_num_queries(5):
        talk_about(owner, subject, before=None, at=at)
    for n in range(1, 45):
        say(subject, owner, at, f"Lời {n} @skhcn")
    with django_assert_max_num_queries(5):
        talk = talk_about(owner, subject, before=None, at=at)
    assert talk.said[0].comment.text == "Lời 15 @skhcn"
    earlier = talk_about(owner, subject, before=talk.earlier, at=at)
    assert earlier.said[-1].comment.text == "Lời 14 @skhcn"
    assert earlier.earlier is None
    page = sign_in(owner).get(f"/nhiem-vu/{task.pk}/?loi-truoc={talk.earlier}").content.decode()
    assert "Lời 14 " in page
    assert "Lời 44 " not in page


def test_what_a_person_follows_is_listed_and_can_be_ended_there(
    plan: Plan, task: Task, owner: User, outsider: User, at: datetime, sign_in: SignIn
) -> None:
    client = sign_in(outsider)
    assert "Bạn chưa theo dõi" in client.get("/hop-thu/theo-doi/").content.decode()
    for one in plan.tasks.all():
        actions.follow(subject=subjects.subject_of("task", one), by=outsider, at=at)
    Follow.objects.create(user=outsider, subject_kind="task", subject_id=999_999, since_at=at)
    page = client.get("/hop-thu/theo-doi/").content.decode()
    assert task.text in page
    assert "không còn được xem" in page
    sent = client.post(f"/trao-doi/nhiem-vu/{task.pk}/theo-doi/", {"theo-doi": "0", "ve": "danh-sach"})
    assert sent["Location"] == "/hop-thu/theo-doi/"
    assert task.text not in client.get("/hop-thu/theo-doi/").content.decode()
    assert task.text not in sign_in(owner).get("/hop-thu/theo-doi/").content.decode()
