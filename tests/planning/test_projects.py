"""Projects and their money: who may write and read, what is kept of every change, and what is refused."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from hatang.accounts.models import User
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.notices.models import Notice
from hatang.planning import access, actions, queries
from hatang.planning.actions import PlatformFacts, ProjectFacts, StepDocument, put_platform
from hatang.planning.models import MoneyLine, OverlapDecision, Project, ProjectTask, SharedPlatform
from hatang.planning.queries import ProjectFilter
from hatang.planning.rules.money import Amounts
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DAY = date(2026, 1, 5)
DOCUMENT = StepDocument("UBND tỉnh", "12/QĐ-UBND", DAY)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department of construction."""
    return make_user("can-bo-so", "officer", agencies.units["sxd"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another department."""
    return make_user("can-bo-khac", "officer", agencies.units["skhcn"])


@pytest.fixture
def leader(make_user: Callable[..., User], agencies: Any) -> User:
    """Leads the province."""
    return make_user("lanh-dao", "leader", agencies.units["ubnd-tinh"])


@pytest.fixture
def make(agencies: Any, office: User, at: datetime) -> Callable[..., Project]:
    """Enters a project of a unit."""

    def run(title: str, *, unit: str = "sxd", by: User = office, kind: str = "it", **more: Any) -> Project:
        facts = ProjectFacts(title=title, unit=agencies.units[unit], kind=kind, **more)
        return actions.make_project(facts=facts, by=by, at=at)

    return run


@pytest.fixture
def project(make: Callable[..., Project], owner: User) -> Project:
    """A project of the department of construction."""
    return make("Cảm biến giám sát cầu", by=owner, system_name="Hệ thống giám sát cầu")


@pytest.fixture
def say(project: Project, owner: User, at: datetime) -> Callable[..., list[MoneyLine]]:
    """Says money of the project in 2026 from the provincial budget."""

    def run(*figures: int | None, by: User = owner, seen: int | None = None, **more: Any) -> list[MoneyLine]:
        said = {"ground": "1/QĐ-UBND", "ground_on": DAY, **more}
        amounts = Amounts(*(None if one is None else Decimal(one) for one in figures))
        lines = {("provincial", 2026): amounts}
        return actions.set_money(project=project, lines=lines, seen=seen, by=by, at=at, **said)

    return run


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which a person has signed in."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def test_every_change_of_money_keeps_its_figures_its_ground_and_its_person(
    project: Project, say: Callable[..., list[MoneyLine]], owner: User
) -> None:
    say(900, None, None, ground="Tờ trình 1")
    say(900, 500, 600)
    assert say(900, 500, 600, ground="") == []  # the same again asks for no ground
    first, second = queries.project_page(owner, project).changes[::-1]
    assert (first.before, first.after, first.ground) == (Amounts(), Amounts(Decimal(900)), "Tờ trình 1")
    assert (second.before, second.after) == (
        Amounts(Decimal(900)),
        Amounts(Decimal(900), Decimal(500), Decimal(600)),
    )
    assert (second.actor_id, second.ground, second.ground_on) == (owner.pk, "1/QĐ-UBND", DAY)
    with pytest.raises(Refusal) as refusal:
        say(900, 500, 700, ground=" ")
    assert refusal.value.field == "ground"
    with pytest.raises(Refusal):
        say(-1, None, None)
    with pytest.raises(actions.StaleProject):
        say(900, 500, 800, seen=1)
    assert MoneyLine.objects.get().disbursed == 600


def test_owner_and_office_write_leaders_read_and_others_see_nothing(
    project: Project,
    say: Callable[..., list[MoneyLine]],
    owner: User,
    office: User,
    leader: User,
    outsider: User,
    reader: User,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    director = make_user("giam-doc", "approver", agencies.units["sxd"])
    say(100, None, None, by=director)
    say(200, None, None, by=office)
    for user in (outsider, leader, reader):
        with pytest.raises(NotAllowed):
            say(300, None, None, by=user)
    for user in (outsider, reader):
        with pytest.raises(NotFound):
            access.get_project(user, project.pk)
    assert access.get_project(leader, project.pk) == project
    for user, n_seen in ((owner, 1), (director, 1), (office, 1), (leader, 1), (outsider, 0)):
        assert len(queries.project_list(user, ProjectFilter())) == n_seen


def test_a_project_goes_its_way_and_the_decisions_above_the_unit_stand_on_documents(
    project: Project, owner: User, leader: User, outsider: User, at: datetime
) -> None:
    def step(what: str, by: User, **more: Any) -> Project:
        return actions.take_project_step(project=project, step=what, by=by, at=at, **more)

    with pytest.raises(NotAllowed):
        step("propose", outsider)
    step("propose", owner)
    with pytest.raises(NotAllowed):
        step("begin_appraisal", owner)
    step("begin_appraisal", leader)
    with pytest.raises(Refusal) as refusal:
        step("appraise", leader, document=StepDocument("Sở KH&CN", "", DAY))
    assert refusal.value.field == "number"
    with pytest.raises(actions.WrongProjectStep):
        step("approve", leader, document=DOCUMENT)
    step("appraise", leader, document=DOCUMENT)
    step("approve", leader, document=DOCUMENT)
    assert Notice.objects.filter(user=owner).count() == 3
    step("start", owner)
    with pytest.raises(Refusal):
        step("stop", leader)
    assert step("stop", leader, words="Trùng nền tảng của tỉnh").state == "stopped"


def test_totals_are_sums_of_what_is_chosen(
    make: Callable[..., Project], office: User, owner: User, at: datetime
) -> None:
    figures = {
        ("sxd", "provincial", 2026): (100, 50, 25),
        ("sxd", "central", 2026): (40, 30, None),
        ("skhcn", "provincial", 2025): (10, 20, 15),
    }
    for n, ((unit, source, year), amounts) in enumerate(figures.items()):
        said = Amounts(*(None if one is None else Decimal(one) for one in amounts))
        actions.set_money(
            project=make(f"Dự án {n}", unit=unit),
            lines={(source, year): said},
            ground="1/QĐ",
            ground_on=DAY,
            seen=None,
            by=office,
            at=at,
        )
    said = queries.totals(queries.project_list(office, ProjectFilter()))
    assert said.whole.amounts == Amounts(Decimal(150), Decimal(100), Decimal(40))
    assert said.whole.amounts.rate == Decimal("40.0")
    assert said.whole.n_silent == 1
    assert [(one.key, one.total.amounts.allocated) for one in said.by_source] == [
        ("central", 30),
        ("provincial", 70),
    ]
    assert [(one.key, one.total.amounts.rate) for one in said.by_year] == [
        ("2025", Decimal("75.0")),
        ("2026", Decimal("31.3")),
    ]
    chosen = ProjectFilter(year=2026, source="provincial")
    assert queries.totals(queries.project_list(office, chosen)).whole.amounts.disbursed == 25
    assert len(queries.project_list(owner, ProjectFilter())) == 2
    assert queries.unit_money(owner.unit_id or 0, 2026).allocated == 80


def test_an_overlap_is_settled_with_a_reason_and_opens_again_with_other_words(
    sign_in: SignIn,
    make: Callable[..., Project],
    project: Project,
    owner: User,
    office: User,
    outsider: User,
    at: datetime,
) -> None:
    other = make("Nền tảng giám sát cầu đường", unit="skhcn", system_name="Giám sát cầu")
    page = sign_in(office).get(f"/du-an/{project.pk}/").content.decode()
    assert f"/du-an/{other.pk}/" in page and 'name="quyet-dinh"' in page
    page = sign_in(owner).get(f"/du-an/{project.pk}/").content.decode()
    assert " đường" in page
    assert f'"/du-an/{other.pk}/"' not in page and 'name="quyet-dinh"' not in page
    [found] = queries.findings(outsider)
    assert found.is_open
    assert set(found.words) >= {"giám", "sát", "cầu"}

    def settle(what: str, by: User = office, **more: Any) -> OverlapDecision:
        said = {"reason": "Khác công trình", **more}
        return actions.settle_overlap(project=other, other=project, settlement=what, by=by, at=at, **said)

    with pytest.raises(NotAllowed):
        settle("different", by=outsider)
    with pytest.raises(Refusal):
        settle("different", reason=" ")
    with pytest.raises(Refusal):
        settle("stopped")
    settle("different")
    [found] = queries.findings(office)
    assert (found.is_open, found.decisions[0].reason) == (False, "Khác công trình")
    facts = ProjectFacts(title=other.title, unit=other.unit, kind="it", system_name="Giám sát cầu Hồ")
    actions.change_project(project=other, facts=facts, seen=None, by=office, at=at)
    [found] = queries.findings(office)
    assert (found.is_open, len(found.decisions)) == (True, 1)
    settle("stopped", stopped=other)
    other.refresh_from_db()
    assert other.state == "stopped"
    assert len(queries.findings(owner)[0].decisions) == 2
    assert Notice.objects.filter(user=owner, subject_kind="project", subject_id=project.pk).count() == 2
    platform = SharedPlatform(name="Nền tảng IoT", level="province", changed_at=at, changed_by=office)
    platform.save()
    with pytest.raises(actions.NoOverlap):
        actions.settle_overlap(
            project=project, other=platform, settlement="different", reason="Khác", by=office, at=at
        )


def test_a_unit_enters_a_project_its_money_and_its_task_by_the_pages(
    sign_in: SignIn, agencies: Any, owner: User, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    task = publish(result).tasks.order_by("ordinal")[2]
    client, unit = sign_in(owner), agencies.units["sxd"]
    said = {"tieu-de": "Nền tảng <script>", "don-vi": unit.pk, "loai": "cntt", "tu-ngay": "2026-02-30"}
    refused = client.post("/du-an/moi/", said)
    assert refused.status_code == 400
    assert "Nền tảng &lt;script&gt;" in refused.content.decode()
    client.post("/du-an/moi/", {**said, "tu-ngay": "2026-02-01"})
    project = Project.objects.get()
    assert project.code == "DA-0001"
    at = f"/du-an/{project.pk}/"
    line = {"nguon-0": "tinh", "nam-0": "2026", "du-toan-0": "1.234,5", "giao-0": "mười", "giai-ngan-0": ""}
    said = {"thay": project.revision, "can-cu": "5/QĐ-UBND", "ngay-can-cu": "2026-01-05", **line}
    refused = client.post(f"{at}kinh-phi/", said)
    assert (refused.status_code, 'value="mười"' in refused.content.decode()) == (400, True)
    client.post(f"{at}kinh-phi/", {**said, "giao-0": "0,000001"})
    kept = MoneyLine.objects.get()
    assert (kept.estimate, kept.allocated, kept.disbursed) == (1_234_500_000, 1, None)
    stale = client.post(f"{at}kinh-phi/", {**said, "giao-0": "7"})
    assert stale.status_code == 409
    assert 'value="7"' in stale.content.decode()
    found = client.get(at, {"viec": "iot"}).content.decode()
    assert f'value="{task.pk}"' in found
    client.post(f"{at}nhiem-vu/", {"nhiem-vu": task.pk})
    page = client.get(at).content.decode()
    assert "1.234,5" in page and "5/QĐ-UBND" in page and task.text in page
    link = ProjectTask.objects.get()
    client.post(f"{at}nhiem-vu/{link.pk}/bo/")
    assert not ProjectTask.objects.exists()
    for kind in ("xlsx", "csv", "docx", "pdf"):
        for address in (at, "/du-an/", "/du-an/kinh-phi/", "/du-an/chong-lan/", "/du-an/nen-tang/"):
            answer: Any = client.get(address, {"dinh-dang": kind})
            assert len(b"".join(answer.streaming_content)) > 20


def test_the_register_asks_as_many_questions_for_three_projects_as_for_one(
    sign_in: SignIn, make: Callable[..., Project], office: User, n_queries: Callable[..., int]
) -> None:
    client = sign_in(office)
    make("Dự án một")
    client.get("/du-an/")
    counts = []
    for title in ("Dự án hai", "Dự án ba"):
        counts.append([n_queries(client, at) for at in ("/du-an/", "/du-an/kinh-phi/", "/du-an/chong-lan/")])
        make(title)
    assert counts[0] == counts[1]


def test_two_who_change_a_platform_at_once_lose_nothing(
    office: User, sign_in: Callable[[User], Client], at: datetime
) -> None:
    platform = put_platform(platform=None, facts=PlatformFacts("Nền tảng IoT", "province"), by=office, at=at)
    client, address = sign_in(office), f"/du-an/nen-tang/{platform.pk}/"
    assert 'name="thay" value="1"' in client.get(address).content.decode()
    first = {"ten": "Nền tảng IoT", "cap": "province", "chu-quan": "Sở KHCN", "thay": "1"}
    assert client.post(address, first).status_code == 302
    second = client.post(address, {**first, "chu-quan": "Sở Xây dựng"})
    shown = second.content.decode()
    assert second.status_code == 409
    assert "Sở KHCN" in shown and 'value="Sở Xây dựng"' in shown and 'name="thay" value="2"' in shown
    assert client.post(address, {**first, "chu-quan": "Sở Xây dựng", "thay": "2"}).status_code == 302
    platform.refresh_from_db()
    assert (platform.owner, platform.revision) == ("Sở Xây dựng", 3)
    lit = '<a href="/ke-hoach-don-vi/" data-go="k" aria-current="true">'
    assert lit in client.get("/du-an/").content.decode()
