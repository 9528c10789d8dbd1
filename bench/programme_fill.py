"""Fills a house up to a size for `programme.py`: documents, plans, tasks, obligations, notes, people.

Run as the owner of the records while the house is served: `programme_fill.py TASKS`. A later run with a
larger number adds what is missing. Everything is drawn with one seed for each beginning: runs are alike.
"""

# ruff: noqa: E402 - the rooms are imported once Django is set up
import os
import random
import sys
import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
os.environ["HATANG_DB_ROLE"] = "owner"

import django

django.setup()

from django.db import connection, models, transaction
from person import PASSWORD

from hatang.accounts.actions import create_user
from hatang.accounts.models import Role, Unit, UnitGroup, User
from hatang.base import clock
from hatang.base.sorting import sort_key
from hatang.docparse.normalise import fold
from hatang.documents.models import Document, DocumentFile, DocumentVersion, Extraction, ParseRun
from hatang.notices.models import Comment, Notice, Obstacle
from hatang.portal.demo.places import load_commune_units, load_places
from hatang.portal.demo.units import load_groups, load_units
from hatang.programme.models import (
    Assignment,
    Conflict,
    DeadlineRequest,
    Milestone,
    Obligation,
    Plan,
    Target,
    Task,
)

M = TypeVar("M", bound=models.Model)

TASKS_A_PLAN, TARGETS_A_PLAN = 100, 10
DOCUMENTS_A_PLAN, NOTES_A_TASK = 10, 10
N_PEOPLE = 20
GROUP_SHARE, UNKNOWN_SHARE, RECURRING_SHARE = 0.01, 0.01, 0.05

VERBS = "Xây dựng|Ban hành|Triển khai|Rà soát|Hoàn thiện|Tham mưu|Phối hợp lắp đặt|Nâng cấp|Kiểm tra|Đánh giá"
THINGS = (
    "kế hoạch phát triển trạm 5G|quy định dùng chung hạ tầng viễn thông|"
    "nền tảng IoT dùng chung|trung tâm dữ liệu|mạng truyền số liệu chuyên dùng|"
    "cơ sở dữ liệu đất đai|hệ thống camera giám sát giao thông|cáp quang tới thôn|"
    "danh mục cảm biến đo mưa|đề án đô thị thông minh|kho dữ liệu dùng chung|"
    "chữ ký số cá nhân|hệ thống thông tin giải quyết thủ tục hành chính|"
    "cột ăng ten thân thiện môi trường|hạ tầng điện toán đám mây"
)
PLACES = (
    "tại các khu công nghiệp|trên địa bàn các xã, phường|tại trung tâm hành chính công|"
    "trong các trường học|tại các bệnh viện tuyến tỉnh|dọc các tuyến đường tỉnh|"
    "tại vùng lõm sóng|cho doanh nghiệp nhỏ và vừa"
)
ENDS = (
    "năm 2026|giai đoạn 2026–2030|theo Nghị quyết của Tỉnh ủy|bảo đảm an toàn thông tin|"
    "gắn với cải cách hành chính"
)
SAYS = (
    "Đã có công văn đôn đốc, đề nghị đơn vị báo cáo trước thứ sáu.|"
    "Đang chờ ý kiến của Sở Tài chính.|"
    "Khối lượng đạt khoảng một nửa, vướng mặt bằng ở hai xã.|Đã trình dự thảo lần hai.|"
    "Đề nghị bổ sung số liệu."
)
# Progress as it may look in the middle of a programme, in per cent.
STATES = {"not_started": 28, "in_progress": 30, "done": 36, "submitted": 3, "paused": 2, "withdrawn": 1}
RECURRING = ("quarterly", "monthly", "yearly", "half_yearly")


class Filler:
    """Adds rows in the order in which they need each other."""

    def __init__(self) -> None:
        self.dice = random.Random(2026)
        self.at = clock.now()
        self.today = clock.today()

    def fill(self, n_tasks: int) -> None:
        """Bring the house to a number of tasks, and to documents and notes in proportion."""
        self.people()
        for number in range(Plan.objects.count(), n_tasks // TASKS_A_PLAN):
            with transaction.atomic():
                self.plan(number)
        self.notes(n_tasks * NOTES_A_TASK)
        self.others()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def people(self) -> None:
        """The province with its agencies, and the people who sign in."""
        if not User.objects.exists():
            load_places(by=None, at=self.at)
            units = load_units(by=None, at=self.at)
            communes = load_commune_units(parent=units["ubnd-tinh"], by=None, at=self.at)
            load_groups(units=units, communes=communes, by=None, at=self.at)
            self._sign_up(units, communes)
        self.users = list(User.objects.order_by("pk"))
        living = list(Unit.objects.existing(self.today))
        self.communes = [unit for unit in living if unit.kind == "commune"]
        self.agencies = [
            unit for unit in living if unit.kind in ("department", "operator", "police", "office")
        ]
        self.group = UnitGroup.objects.get(code="ubnd-xa-phuong")

    def _sign_up(self, units: dict[str, Unit], communes: list[Unit]) -> None:
        held: list[tuple[str, Unit | None]] = [
            (Role.ADMINISTRATOR, None),
            *[(Role.OFFICE, units["skhcn"])] * 3,
            *[(Role.LEADER, units["ubnd-tinh"])] * 2,
            *[(Role.OFFICER, units[code]) for code in ("sxd", "viettel", "skhcn")],
            *[(Role.READER, None)] * 3,
        ]
        held += [(Role.OFFICER, commune) for commune in communes[: N_PEOPLE - len(held)]]
        for number, (role, unit) in enumerate(held):
            title, name = f"Người dùng {number:02d}", f"nguoi-{number:02d}"
            more: dict[str, Any] = {"by": None, "at": self.at, "password": PASSWORD}
            create_user(username=name, full_title=title, role=role, unit=unit, **more)

    def plan(self, number: int) -> None:
        """One plan with its document, tasks and targets, and further documents beside it."""
        versions = self._documents(number)
        document = versions[0].document
        plan = Plan.objects.create(
            document=document,
            version=versions[0],
            extraction=versions[0].extractions.get(),
            title=document.title,
            number=document.number,
            issuer=document.issuer,
            issued_on=document.issued_on,
            sort_key=document.sort_key,
            published_at=self.at,
            published_by=self.users[1],
        )
        self._targets(plan)
        tasks = Task.objects.bulk_create([self._task(plan, place) for place in range(TASKS_A_PLAN)])
        self._assign(tasks)

    def _documents(self, number: int) -> list[DocumentVersion]:
        made = {"created_at": self.at, "created_by": self.users[1]}
        documents = []
        for place in range(DOCUMENTS_A_PLAN):
            key = number * DOCUMENTS_A_PLAN + place
            title, on = f"Về việc {self.words().lower()}", date(2025, 1, 5) + timedelta(days=key % 480)
            kind, mark = ("plan", "KH-UBND") if place == 0 else ("letter", "UBND-KGVX")
            is_restricted = place == 0 and number % 50 == 7
            hidden = {"is_restricted": True, "audience_reason": "Ví dụ", "audience_set_at": self.at}
            documents.append(
                Document(
                    identity=f"{key}/{mark}|{on.year}",
                    kind=kind,
                    number=f"{key + 1}/{mark}",
                    number_key=fold(f"{key + 1}/{mark}"),
                    issuer="Ủy ban nhân dân tỉnh Bắc Ninh",
                    title=title,
                    issued_on=on,
                    search_text=fold(f"{key + 1}/{mark} {title} Ủy ban nhân dân tỉnh Bắc Ninh"),
                    sort_key=sort_key(title)[:500],
                    **made,
                    **({**hidden, "audience_set_by": self.users[1]} if is_restricted else {}),
                )
            )
        published = {"published_at": self.at, "published_by": self.users[1]}
        versions = DocumentVersion.objects.bulk_create(
            DocumentVersion(document=one, ordinal=1, **made, **(published if place % 2 == 0 else {}))
            for place, one in enumerate(Document.objects.bulk_create(documents))
        )
        self._readings(versions)
        return versions

    def _readings(self, versions: list[DocumentVersion]) -> None:
        by = self.users[1]
        files = DocumentFile.objects.bulk_create(
            DocumentFile(
                version=one,
                sha256=uuid.uuid5(uuid.NAMESPACE_OID, str(one.pk)).hex * 2,
                name=f"van-ban-{one.pk}.pdf",
                media_type="application/pdf",
                n_bytes=200_000,
                uploaded_at=self.at,
                uploaded_by=by,
            )
            for one in versions
        )
        runs = ParseRun.objects.bulk_create(
            ParseRun(file=one, state="done", requested_at=self.at, requested_by=by, finished_at=self.at)
            for one in files
        )
        Extraction.objects.bulk_create(
            Extraction(
                run=run,
                version=version,
                text=version.document.title,
                result={"document": {}, "tasks": [], "targets": []},
                parser_version="0",
                n_tasks=TASKS_A_PLAN,
                created_at=self.at,
            )
            for run, version in zip(runs, versions, strict=True)
        )

    def _task(self, plan: Plan, place: int) -> Task:
        text, due_end = self.words(), self.today + timedelta(days=self.dice.randint(-400, 900))
        due: dict[str, Any] = {"due_kind": "by", "due_end": due_end}
        if self.dice.random() < RECURRING_SHARE:
            due = {"due_kind": self.dice.choice(RECURRING), "due_text": "Thường xuyên"}
        elif self.dice.random() < 0.1:
            due = {"due_kind": "continuous"}
        gaps = self.dice.sample(["people", "product", "time", "authority"], self.dice.randint(0, 2))
        product = self.dice.choice(["Kế hoạch của UBND tỉnh", "Báo cáo", "Hệ thống vận hành", ""])
        return Task(plan=plan, product=product, gaps=gaps, **due, **self._item(plan, place, text))

    def _item(self, plan: Plan, place: int, text: str) -> dict[str, Any]:
        path = f"II.{place // 10 + 1}.{place % 10 + 1}"
        return {
            "path": path,
            "ordinal": place,
            "text": text,
            "key": f"{path} {fold(text)}"[:300],
            "search_text": fold(f"{path} {text} {plan.number}"),
            "sort_key": sort_key(text)[:500],
        }

    def _targets(self, plan: Plan) -> None:
        targets = Target.objects.bulk_create(
            Target(
                plan=plan,
                comparator="ge",
                value=self.dice.randint(5, 100),
                measure_unit=self.dice.choice(["%", "trạm", "km"]),
                due_kind="by",
                due_end=date(self.dice.randint(2026, 2030), 12, 31),
                **self._item(plan, place, f"Tỷ lệ {self.words().lower()}"),
            )
            for place in range(TARGETS_A_PLAN)
        )
        self._add(Assignment, (self._named(0, "lead", self.any_unit(), target=one) for one in targets))

    def _assign(self, tasks: list[Task]) -> None:
        named, owed = [], []
        for task in tasks:
            chance = self.dice.random()
            if chance < GROUP_SHARE:
                named.append(self._named(0, "lead", None, task=task, group=self.group))
                owed += [self._owed(task, unit, self.group) for unit in self.communes]
            elif chance < GROUP_SHARE + UNKNOWN_SHARE:
                named.append(self._named(0, "lead", None, task=task))
            else:
                leads = self._some(self.dice.choice((1, 1, 1, 2)))
                named += [self._named(place, "lead", one, task=task) for place, one in enumerate(leads)]
                owed += [self._owed(task, one) for one in leads]
            helpers = self._some(self.dice.randint(0, 3))
            named += [self._named(place, "support", one, task=task) for place, one in enumerate(helpers)]
        self._add(Assignment, named)
        self._add(Obligation, owed)

    def _named(self, place: int, role: str, unit: Unit | None, **of: Any) -> Assignment:
        group = of.get("group")
        printed = unit.name if unit else group.name if group else f"Ban Chỉ đạo số {self.dice.randint(1, 40)}"
        return Assignment(role=role, ordinal=place, printed_name=printed, unit=unit, **of)

    def _owed(self, task: Task, unit: Unit, group: UnitGroup | None = None) -> Obligation:
        state = self.dice.choices(list(STATES), list(STATES.values()))[0]
        on = self.today - timedelta(days=self.dice.randint(0, 300))
        more: dict[str, Any] = {
            "note": "Có báo cáo kèm theo." if state in ("submitted", "paused", "withdrawn") else ""
        }
        if state == "done":
            more["done_on"] = on
        if state == "submitted":
            more["submitted_on"] = on
        if task.due_end and self.dice.random() < 0.01:
            more["extended_to"] = task.due_end + timedelta(days=60)
        return Obligation(task=task, unit=unit, group=group, state=state, updated_at=self.at, **more)

    def notes(self, n_notes: int) -> None:
        """Comments on tasks, more on some than on others."""
        tasks = list(Task.objects.order_by("pk").values_list("pk", flat=True))
        says = SAYS.split("|")
        count = n_notes - Comment.objects.count()
        self._add(
            Comment,
            (
                Comment(
                    subject_kind="task",
                    subject_id=tasks[min(int(self.dice.expovariate(2) * len(tasks)), len(tasks) - 1)],
                    text=f"{self.dice.choice(says)} ({self.words()})",
                    mark=uuid.UUID(int=self.dice.getrandbits(128)),
                    author=self.dice.choice(self.users),
                    created_at=self.at - timedelta(minutes=self.dice.randint(1, 400_000)),
                )
                for _ in range(count)
            ),
        )

    def others(self) -> None:
        """What the home page looks for beside tasks: requests, milestones, obstacles, conflicts, notices."""
        owed = list(
            Obligation.objects.filter(state__in=("not_started", "in_progress"), task__due_kind="by")
            .select_related("task")
            .order_by("pk")[::100]
        )
        known = set(DeadlineRequest.objects.values_list("obligation", flat=True))
        said: dict[str, Any] = {"asked_at": self.at, "asked_on": self.today, "asked_by": self.users[8]}
        self._add(
            DeadlineRequest,
            (
                DeadlineRequest(
                    obligation=one,
                    former_on=one.task.due_end,
                    until=one.task.due_end + timedelta(days=30),
                    reason="Vướng mặt bằng",
                    **said,
                )
                for one in owed
                if one.pk not in known and one.task.due_end is not None
            ),
        )
        have = set(Milestone.objects.values_list("obligation", flat=True))
        self._add(
            Milestone,
            (
                Milestone(
                    obligation=one,
                    title="Báo cáo quý",
                    due_on=self.today + timedelta(days=20),
                    added_at=self.at,
                    added_by=self.users[1],
                )
                for one in owed
                if one.pk not in have
            ),
        )
        tasks = list(Task.objects.order_by("pk")[::40])
        seen = set(Conflict.objects.values_list("task", flat=True))
        self._add(
            Conflict,
            (
                Conflict(
                    kind="due_before_document",
                    fingerprint=f"due_before_document:{one.pk}",
                    task=one,
                    found_at=self.at,
                    seen_at=self.at,
                )
                for one in tasks
                if one.pk not in seen
            ),
        )
        n_obstacles = Obstacle.objects.count()
        self._add(Obstacle, (self._obstacle(one) for one in tasks[n_obstacles:]))
        notices = len(tasks) * 20 - Notice.objects.count()
        self._add(Notice, (self._notice(self.dice.choice(tasks)) for _ in range(notices)))

    def _obstacle(self, task: Task) -> Obstacle:
        unit, title = self.any_unit(), f"Vướng mắc khi {self.words().lower()}"
        return Obstacle(
            unit=unit,
            owner=self.any_unit(),
            raised_by=self.users[8],
            raised_at=self.at,
            title=title,
            text=title,
            subject_kind="task",
            subject_id=task.pk,
            answer_due_on=self.today + timedelta(days=7),
            state=self.dice.choice(("open", "answered", "closed")),
            mark=uuid.UUID(int=self.dice.getrandbits(128)),
            search_text=fold(title),
        )

    def _notice(self, task: Task) -> Notice:
        return Notice(
            user=self.dice.choice(self.users),
            kind="comment",
            subject_kind="task",
            subject_id=task.pk,
            sentence="Có ý kiến mới về nhiệm vụ",
            created_at=self.at,
            read_at=self.at if self.dice.random() < 0.8 else None,
        )

    def words(self) -> str:
        """A plausible task in words."""
        parts = (self.dice.choice(words.split("|")) for words in (VERBS, THINGS, PLACES, ENDS))
        return f"{' '.join(parts)} (đợt {self.dice.randint(1, 400)})"

    def any_unit(self) -> Unit:
        """An agency mostly, a commune sometimes."""
        return self.dice.choice(self.agencies if self.dice.random() < 0.7 else self.communes)

    def _some(self, count: int) -> list[Unit]:
        return list({unit.pk: unit for unit in (self.any_unit() for _ in range(count))}.values())

    @staticmethod
    def _add(model: type[M], rows: Iterable[M]) -> None:
        model._default_manager.bulk_create(rows, batch_size=2000)


if __name__ == "__main__":
    Filler().fill(int(sys.argv[1]))
