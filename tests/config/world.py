"""One of everything: what each address needs, once where everybody may look and once where few may."""

import copy
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from reportlab.pdfgen.canvas import Canvas

from hatang.accounts.actions import give_role, invite_person, issue_token, set_work_day
from hatang.accounts.models import Role, Scope, Unit, User
from hatang.base import filestore
from hatang.base.official import Official, Say
from hatang.chasing.models import Escalation, Proposal, ProposedUnit
from hatang.documents.actions import correct_item, set_audience
from hatang.documents.models import DocumentFile
from hatang.indicators.actions import put_indicator
from hatang.network.actions import (
    LicenceFacts,
    SiteFacts,
    SpacingFacts,
    make_rule,
    make_site,
    put_licence,
)
from hatang.network.definitions import DEFINITIONS
from hatang.network.models import Filing, MatchReview, PassiveSite
from hatang.notices.actions import (
    Raised,
    add_evidence,
    add_webhook,
    raise_obstacle,
    tell,
    write_comment,
)
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.planning.actions import (
    Planned,
    PlatformFacts,
    ProjectFacts,
    add_plan_file,
    begin_plan,
    link_task,
    make_project,
    put_activity,
    put_platform,
    take_plan_step,
)
from hatang.programme.actions import (
    Call,
    Concluded,
    TargetFacts,
    add_conclusion,
    add_dependency,
    add_milestone,
    ask_deadline,
    call_meeting,
    declare_value,
    open_feed,
    open_meeting,
    run_batch,
    save_view,
    set_target_facts,
)
from hatang.programme.models import (
    Approval,
    Conflict,
    DueEvent,
    DuePart,
    FigureHandIn,
    GapAnswer,
    GapBatch,
    GapRequest,
    HandIn,
    Meeting,
    Plan,
    Product,
    Transition,
)
from hatang.reporting.actions import (
    Asked,
    DrawRule,
    Expected,
    Written,
    draw_sample,
    fix_draft,
    keep_signed_file,
    lay_draft,
    make_campaign,
    make_draft,
    make_form,
    number_draft,
    open_campaign,
    receive_report,
    save_report,
    set_consolidator,
    take_report_step,
)
from hatang.reporting.models import Form, Reporter
from hatang.reporting.rules.definition import read_definition
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.sources import SOURCES
from hatang.territory.models import Area, BoundaryImport, ImportState
from tests.portal.mapped import fill

LATER = date(2027, 6, 30)
Arguments = dict[str, Any]


@dataclass
class World:
    """People by their part, and arguments of addresses by name: of what is open, and of what is hidden."""

    people: dict[str, User]
    open: Arguments
    hidden: Arguments


@dataclass
class Makers:
    """The fixtures a world is made with."""

    publish: Callable[..., Plan]
    make_user: Callable[..., User]
    make_row: Callable[..., dict[str, Any]]
    result: dict[str, Any]
    agencies: Any
    office: User
    administrator: User
    reader: User
    at: datetime


def build(makers: Makers) -> World:
    """Two plans of a department, one of them restricted to it, with all that hangs on a plan."""
    units = makers.agencies.units
    people = {
        "owner": makers.make_user("can-bo-so", "officer", units["skhcn"]),
        "colleague": makers.make_user("dong-nghiep", "officer", units["skhcn"]),
        "outsider": makers.make_user("can-bo-khac", "officer", units["sxd"]),
        "reader": makers.reader,
        "office": makers.office,
        "leader": makers.make_user("lanh-dao", "leader", units["ubnd-tinh"]),
        "administrator": makers.administrator,
    }
    seen = _plan(makers, people, "94/KH-UBND")
    secret = _plan(makers, people, "95/KH-UBND")
    form = _form(makers)
    open_ = _of_a_plan(makers, people, seen) | _meeting(makers, None) | _own(makers, people, seen)
    open_ |= {"form_id": form.pk, "reporting:version number": 1, "reporting:letter kind": "yeu-cau"}
    open_ |= {"reporting:rows_behind source": "tasks_done", "reporting:use_ready_form word": "ket-qua-nam"}
    open_ |= {f"reporting:{name} key": "ban-ky" for name in ("add_file", "fetch_file")}
    open_ |= _report(makers, people, form, seen) | _escalation(makers, seen) | _project(makers, seen)
    open_ |= _draft(makers) | _filing(makers) | _network(makers)
    open_ |= {f"reporting:{name}_template word": "to-trinh" for name in ("fetch", "take", "drop")}
    hidden = _of_a_plan(makers, people, secret) | _meeting(makers, units["skhcn"])
    hidden |= _report(makers, people, form, secret) | _escalation(makers, secret)
    people["director"] = _director(makers)
    set_audience(
        document=secret.document,
        units=[units["skhcn"]],
        groups=[],
        is_restricted=True,
        reason="Liên quan an ninh mạng",
        by=makers.office,
        at=makers.at,
    )
    return World(people, open_ | _of_the_house(makers, people) | _open_data(), hidden)


def _open_data() -> Arguments:
    """An area among the features, and a tile."""
    area = Area.objects.create(code="99", name="Kinh Bắc", kind="former_province", sort_key="kinh bac")
    known = {"collection": "areas", "feature_id": area.pk, "layer": "sites"}
    return {**known, **{f"opendata:tile {one}": 0 for one in "zxy"}}


def _network(makers: Makers) -> Arguments:
    """A proposed mast, a rule of the distance of masts, and a licence of a band."""
    by, at = makers.office, makers.at
    commune = Area.objects.create(code="09253", name="Nhân Hòa", kind="ward", sort_key="nhan hoa")
    facts = SiteFacts("BN1", commune, 106.19, 21.28, "A2b", "lattice", 42)
    site = make_site(facts=facts, state="proposed", since=at.date(), by=by, at=at)
    said = SpacingFacts("QĐ 1", at.date(), mast_types=["A2b"], area="urban", least_m=100)
    rule = make_rule(facts=said, by=by, at=at)
    band = LicenceFacts(makers.agencies.units["viettel"], "n41", 2500, 2600, ["5G"], "Giấy phép")
    licence = put_licence(licence=None, facts=band, by=by, at=at)
    kinds = {f"network:{name} kind": "khoang-cach" for name in ("rule", "new_rule", "end_rule")}
    definition = DEFINITIONS["sites"]
    put_indicator(definition=definition, by=makers.office, at=makers.at)
    codes = {"indicators:indicator code": "sites", "network:figure_rows code": "sites"}
    return {"site_id": site.pk, "rule_id": rule.pk, "licence_id": licence.pk, **kinds, **codes}


def _project(makers: Makers, plan: Plan) -> Arguments:
    """A project of the department that serves a task, and a shared platform that is about the same."""
    facts = ProjectFacts(title="Nền tảng IoT dùng chung", unit=makers.agencies.units["skhcn"], kind="it")
    made = make_project(facts=facts, by=makers.office, at=makers.at)
    task = plan.tasks.order_by("ordinal")[0]
    link = link_task(project=made, task=task, by=makers.office, at=makers.at)
    named = PlatformFacts("Nền tảng IoT dùng chung của tỉnh", "province")
    platform = put_platform(platform=None, facts=named, by=makers.office, at=makers.at)
    return {"project_id": made.pk, "link_id": link.pk, "platform_id": platform.pk}


def _filing(makers: Makers) -> Arguments:
    """A filing of an operator with a row that was set aside, and a doubtful pair of masts."""
    by, at, operator = makers.office, makers.at, makers.agencies.units["viettel"]
    days = {"period": "2025-Q4", "starts_on": date(2025, 10, 1), "ends_on": date(2025, 12, 31)}
    file = {"sha256": "a" * 64, "filed_at": at, "filed_by": by, "state": "submitted"}
    filing = Filing.objects.create(operator=operator, submitted_at=at, submitted_by=by, **days, **file)
    filing.rows.create(kind="sites", row=2, code="VT-1", verdict="set_aside", raw={"code": "VT-1"})
    area = Area.objects.create(code="09991", name="Xã có cột", kind="commune", sort_key="xa co cot")
    at_point = {"longitude": 106.07, "latitude": 21.18, "hexagon9": 1, "commune": area}
    mast = PassiveSite.objects.create(
        code="BN-KK", mast_type="A2b", structure="lattice", height_m=42, **at_point
    )
    found = {"operator": operator, "operator_code": "VT-2", "site": mast, "score": 0.6, "distance_m": 20}
    pair = MatchReview.objects.create(filing=filing, **found)
    return {"filing_id": filing.pk, "pair_id": pair.pk, "network:filing_template word": "vi-tri"}


def _director(makers: Makers) -> User:
    """Leads the department and looks at what is handed in; made last, for with a leader all waits for one."""
    unit = makers.agencies.units["skhcn"]
    director = makers.make_user("giam-doc", "approver", unit)
    give_role(user=director, role=Role.REVIEWER, unit=unit, by=makers.administrator, at=makers.at)
    return User.objects.get(pk=director.pk)


def _plan(makers: Makers, people: dict[str, User], number: str) -> Plan:
    """A published plan: three tasks and a target of the department, with a day to come."""
    said = copy.deepcopy(makers.result)
    said["document"]["number"] = number
    for row in said["tasks"]:
        row["due"]["end"] = LATER.isoformat()
    said["tasks"][0]["support"] = ["Sở Xây dựng"]
    due = {"kind": "within", "start": "2024-01-01", "end": "2028-12-31", "text": "", "parts": []}
    row = makers.make_row("I.1", f"Số trạm 5G theo kế hoạch {number}")
    said["targets"] = [row | {"comparator": "ge", "value": 139, "unit": "trạm", "due": due}]
    return makers.publish(said)


def _of_a_plan(makers: Makers, people: dict[str, User], plan: Plan) -> Arguments:
    """Everything that is hidden with a plan."""
    at, owner = makers.at, people["owner"]
    task, other, third = plan.tasks.order_by("ordinal")
    owed = task.obligations.get()
    asked = ask_deadline(obligation=owed, until=date(2027, 12, 31), reason="Chờ vốn", by=owner, at=at)
    milestone = add_milestone(obligation=owed, title="Dự thảo", due_on=LATER, by=owner, at=at)
    waits = add_dependency(task=other, needs=task, by=owner, at=at)
    handed = HandIn.objects.create(
        obligation=third.obligations.get(), kind="result", words="Đã xong", handed_at=at, handed_by=owner
    )
    part = DuePart.objects.create(task=task, ordinal=0, due_kind="continuous")
    event = DueEvent.objects.create(
        task=task,
        happened_on=at.date(),
        ground="1/QĐ-UBND",
        n_units=1,
        term_unit="day",
        due_on=LATER,
        told_at=at,
        told_by=makers.office,
    )
    product = Product.objects.create(task=task, ordinal=0, text="Báo cáo", kind="report")
    lacking = {"task": task, "gap": "product", "unit": makers.agencies.units["skhcn"]}
    question = GapRequest.objects.create(**lacking, due_on=LATER, asked_at=at, asked_by=makers.office)
    answer = GapAnswer.objects.create(
        **lacking, text="Báo cáo", ground="Công văn số 1", answered_at=at, answered_by=owner
    )
    contradiction = Conflict.objects.create(
        kind="fulfilled", fingerprint=f"{plan.pk}", task=task, document=plan.document, found_at=at, seen_at=at
    )
    return {
        **_document(makers, plan),
        **_target(makers, people, plan),
        **_said(makers, people, plan),
        **_unit_plan(makers, people, plan),
        "plan_id": plan.pk,
        "task_id": task.pk,
        "obligation_id": owed.pk,
        "request_id": asked.pk,
        "milestone_id": milestone.pk,
        "hand_in_id": handed.pk,
        "answer_id": answer.pk,
        "programme:take_back_gap_request request_id": question.pk,
        "api:take_back_gap_request request_id": question.pk,
        "gap": "product",
        "programme:answer_gap word": "san-pham",
        "programme:ask_for_gap word": "san-pham",
        "officer_id": owner.pk,
        "dependency_id": waits.pk,
        "needed_id": third.pk,
        "supporting_id": makers.agencies.units["sxd"].pk,
        "conflict_id": contradiction.pk,
        "part_id": part.pk,
        "event_id": event.pk,
        "product_id": product.pk,
    }


def _document(makers: Makers, plan: Plan) -> Arguments:
    """The document of a plan with a file, a correction, and what was laid before a leader."""
    version = plan.version
    extraction = version.extractions.get()
    corrected = correct_item(
        extraction=extraction,
        kind="tasks",
        item="2",
        typed={"product": "Báo cáo"},
        revision=extraction.revision,
        by=makers.office,
        at=makers.at,
    )
    extraction.refresh_from_db()
    approval = Approval.objects.create(
        version=version,
        extraction=extraction,
        revision=extraction.revision,
        asked_at=makers.at,
        asked_by=makers.office,
    )
    file = version.files.get()
    content = file.sha256.encode()
    DocumentFile.objects.filter(pk=file.pk).update(sha256=filestore.store([content]).sha256)
    return {
        "document_id": plan.document_id,
        "version_id": version.pk,
        "extraction_id": extraction.pk,
        "correction_id": corrected[0].pk,
        "approval_id": approval.pk,
        "publication_id": plan.document.publications.get().pk,
        "file_id": file.pk,
        "run_id": file.runs.get().pk,
    }


def _target(makers: Makers, people: dict[str, User], plan: Plan) -> Arguments:
    """The target of a plan, held by the department, with a figure."""
    facts = TargetFacts(
        direction="up",
        holder="unit",
        holder_unit=makers.agencies.units["skhcn"],
        baseline_value=Decimal(10),
        baseline_on=date(2023, 12, 31),
        baseline_source="Sổ đăng ký trạm",
    )
    target = set_target_facts(target=plan.targets.get(), facts=facts, seen=0, by=makers.office, at=makers.at)
    value = declare_value(
        target=target,
        unit=None,
        ends_on=date(2025, 12, 31),
        value=Decimal(40),
        by=people["owner"],
        at=makers.at,
    )
    figure = FigureHandIn.objects.create(
        target=target,
        within=makers.agencies.units["skhcn"],
        ends_on=date(2024, 6, 30),
        value=Decimal(20),
        handed_at=makers.at,
        handed_by=people["owner"],
    )
    return {"target_id": target.pk, "value_id": value.pk, "figure_id": figure.pk}


def _unit_plan(makers: Makers, people: dict[str, User], plan: Plan) -> Arguments:
    """What the department plans for a plan: issued once, and being changed."""
    owner, at = people["owner"], makers.at
    unit = makers.agencies.units["skhcn"]
    made = begin_plan(unit=unit, plan=plan, year=at.year, by=owner, at=at)
    said = Planned(title="Lắp trạm", task=plan.tasks.order_by("ordinal")[0], ends_on=LATER)
    one = put_activity(unit_plan=made, activity=None, said=said, seen=0, mark=uuid4(), by=owner, at=at)
    file = add_plan_file(unit_plan=made, chunks=[b"Ke hoach"], name="ke-hoach.txt", by=owner, at=at)
    take_plan_step(unit_plan=made, step="issue", by=owner, at=at)
    take_plan_step(unit_plan=made, step="reopen", words="Giao thêm", by=owner, at=at)
    return {
        "unit_plan_id": made.pk,
        "activity_id": one.pk,
        "planning:fetch_file file_id": file.pk,
        "planning:drop_file file_id": file.pk,
        "ordinal": 1,
        "year": at.year,
        "planning_unit_id": unit.pk,
    }


def _said(makers: Makers, people: dict[str, User], plan: Plan) -> Arguments:
    """What was said and shown about the first task of a plan."""
    owner, at = people["owner"], makers.at
    subject = subject_of("task", plan.tasks.order_by("ordinal")[0])
    comment = write_comment(subject=subject, text="Đang làm", mark=uuid4(), by=owner, at=at).comment
    paper = io.BytesIO()
    canvas = Canvas(paper)
    canvas.drawString(72, 700, "Trang 1")
    canvas.save()
    n_bytes = paper.tell()
    paper.seek(0)
    evidence, _is_new = add_evidence(
        subject=subject, file=paper, n_bytes=n_bytes, name="bao-cao.pdf", note="Báo cáo", by=owner, at=at
    )
    said = Raised(
        title="Chưa có hướng dẫn",
        text="Chưa nhận được hướng dẫn.",
        proposal="",
        owner=makers.agencies.units["skhcn"],
        answer_due_on=LATER,
        subject=subject,
        unit=makers.agencies.units["skhcn"],
    )
    obstacle = raise_obstacle(said=said, mark=uuid4(), by=owner, at=at)
    return {
        "word": "nhiem-vu",
        "subject_id": subject.pk,
        "comment_id": comment.pk,
        "evidence_id": evidence.pk,
        "page": 1,
        "obstacle_id": obstacle.pk,
    }


def _meeting(makers: Makers, unit: Unit | None) -> Arguments:
    """A meeting of the province or of a unit, going on, with a conclusion."""
    at, by = makers.at, makers.office
    call = Call(at.date(), None, "Phòng họp số 1", "Chủ tịch Ủy ban nhân dân tỉnh", unit)
    meeting: Meeting = open_meeting(meeting=call_meeting(call=call, by=by, at=at), by=by, at=at)
    said = Concluded("Lập danh sách vị trí trạm 5G", makers.agencies.units["skhcn"], LATER)
    conclusion = add_conclusion(meeting=meeting, said=said, by=by, at=at)
    return {"meeting_id": meeting.pk, "conclusion_id": conclusion.pk}


def _form(makers: Makers) -> Form:
    """A form of reports in use."""
    by, at = makers.office, makers.at
    fields = [
        {"key": "cau_1", "label": "Kết quả", "kind": "text"},
        {"key": "xong", "label": "Đã xong", "kind": "number", "source": "tasks_done"},
    ]
    asks = read_definition({"sections": [{"title": "I", "fields": fields}]}, sources=SOURCES)
    form = make_form(title="Khảo sát năm", kind="survey", asks=asks, by=by, at=at)
    fix_draft(form=form, by=by, at=at)
    return form


def _report(makers: Makers, people: dict[str, User], form: Form, plan: Plan) -> Arguments:
    """A campaign of a plan's document, and what the department has submitted for it."""
    by, at, owner = makers.office, makers.at, people["owner"]
    asked = Asked(
        title=f"Báo cáo {plan.number}",
        ground="",
        form_version=form.versions.get(),
        starts_on=at.date(),
        ends_on=LATER,
        due_on=LATER,
        document=plan.document,
    )
    campaign = make_campaign(asked=asked, mark=uuid4(), by=by, at=at)
    units = makers.agencies.units
    expected = [Expected(units["skhcn"]), Expected(units["snnmt"])]
    draw_sample(campaign=campaign, listed=expected, rule=DrawRule("whole", 100, 1, "1"), by=by, at=at)
    [gathered] = campaign.reporters.filter(unit=units["snnmt"])
    gathers = set_consolidator(campaign=campaign, unit=units["skhcn"], reporters=[gathered.pk], by=by, at=at)
    open_campaign(campaign=campaign, by=by, at=at)
    rows = Reporter.objects.select_related("campaign", "unit", "consolidator")
    reporter = rows.get(campaign=campaign, unit=units["skhcn"])
    save_report(reporter=reporter, values={"cau_1": "Đã làm"}, reasons={}, seen=0, by=owner, at=at)
    take_report_step(reporter=reporter, step="approve", by=owner, at=at)
    content = b"%PDF-1.4\n%%EOF\n"
    sha256, name = keep_signed_file(file=io.BytesIO(content), n_bytes=len(content), name="bao-cao.pdf")
    written = Written("1/BC", at.date(), sha256, name)
    take_report_step(reporter=reporter, step="submit", written=written, by=owner, at=at)
    assert gathers is not None
    incoming = receive_report(
        unit=reporter.unit,
        file=io.BytesIO(content + plan.number.encode()),
        n_bytes=len(content),
        name="bao-cao.pdf",
        by=owner,
        at=at,
    )
    known = {"campaign_id": campaign.pk, "reporter_id": reporter.pk, "incoming_id": incoming.pk}
    return {**known, "consolidator_id": gathers.pk}


def _escalation(makers: Makers, plan: Plan) -> Arguments:
    """What a department is asked about the last task of a plan."""
    owed = plan.tasks.order_by("-ordinal")[0].obligations.get()
    asked = {"tier": 1, "state": "waiting", "due_on": makers.at.date(), "answer_on": makers.at.date()}
    made = Escalation.objects.create(obligation=owed, unit=owed.unit, **asked, begun_at=makers.at)
    return {"escalation_id": made.pk}


def _draft(makers: Makers) -> Arguments:
    """A document of the committee that the office drafted, with its number and signed file."""
    by, at = makers.office, makers.at
    official = Official(
        "UBND tỉnh", "BC-UBND", "Bắc Ninh", at.date(), "Kết quả", [Say("Đã làm.")], ["Chủ tịch"]
    )
    unit = makers.agencies.units["ubnd-tinh"]
    draft = make_draft(
        kind=PaperKind.PERIODIC, official=official, unit_id=unit.pk, mark=uuid4(), by=by, at=at
    )
    lay_draft(draft=draft, seen=0, by=by, at=at)
    content = b"%PDF-1.4\n%%EOF\n"
    file = keep_signed_file(file=io.BytesIO(content), n_bytes=len(content), name="bao-cao.pdf")
    number_draft(draft=draft, number="2/BC", signed_on=at.date(), file=file, by=by, at=at)
    return {"draft_id": draft.pk}


def _proposal(makers: Makers) -> Arguments:
    """What the office proposes for a department."""
    day, by = makers.at.date(), {"made_by": makers.office, "made_at": makers.at}
    made = Proposal.objects.create(starts_on=day, ends_on=day, **by)
    said = {"verdict": "commend", "reason": "Tốt", "figures": {}, "chosen_by": makers.office}
    unit = makers.agencies.units["skhcn"]
    ProposedUnit.objects.create(proposal=made, unit=unit, chosen_at=makers.at, **said)
    return {"proposal_id": made.pk}


def _own(makers: Makers, people: dict[str, User], plan: Plan) -> Arguments:
    """What belongs to the owner alone."""
    owner, at = people["owner"], makers.at
    feed, secret = open_feed(name="Việc của tôi", query="", by=owner, at=at)
    view = save_view(name="Của tôi", query="", kind="table", audience="self", by=owner, at=at)
    third = plan.tasks.order_by("ordinal")[2].obligations.get()
    batch = run_batch(deed="start", seen={third.pk: third.state}, words="", by=owner, at=at)
    tell(
        people=[owner],
        kind=NoticeKind.PROGRESS,
        subject=subject_of("obligation", third),
        sentence="Đã bắt đầu",
        by=None,
        at=at,
    )
    token, _secret = issue_token(name="Báo cáo", scope=Scope.READ, n_days=30, by=owner, at=at)
    elsewhere = SessionStore()
    elsewhere.create()
    session = UserSession.objects.create(user=owner, session_key=elsewhere.session_key, ip="10.0.0.1")
    asked = GapBatch.objects.create(due_on=LATER, asked_at=at, asked_by=makers.office)
    return {
        "gap_batch_id": asked.pk,
        "feed_id": feed.pk,
        "programme:feed secret": secret,
        "view_id": view.pk,
        "batch_id": batch.pk,
        "notice_id": owner.notices.latest("pk").pk,
        "token_id": token.pk,
        "session_id": session.pk,
    }


def _registry(makers: Makers) -> Arguments:
    """A mast, a place and a line of a unit nobody here belongs to."""
    mapped = fill(makers.agencies.units["svhttdl"], makers.agencies.units["skhcn"])
    return {"site_id": mapped.sites[0].pk, "place_id": mapped.place.pk, "route_id": mapped.route.pk}


def _territory(makers: Makers) -> Arguments:
    """A commune, and a file of boundaries that was checked."""
    area = Area.objects.create(code="09193", name="Yên Phong", kind="commune", sort_key="yen phong")
    made = BoundaryImport.objects.create(
        sha256="0" * 64, name="xa.geojson", state=ImportState.CHECKED, made_at=makers.at
    )
    return {"area_id": area.pk, "import_id": made.pk}


def _of_the_house(makers: Makers, people: dict[str, User]) -> Arguments:
    """Units, people and decisions that hang on no plan."""
    agencies, at, by = makers.agencies, makers.at, makers.administrator
    held = give_role(user=people["outsider"], role=Role.CLERK, unit=agencies.units["sxd"], by=by, at=at)
    invited, secret = invite_person(
        username="can-bo-moi",
        full_title="Cán bộ mới",
        role=Role.READER,
        unit=None,
        email="",
        by=by,
        at=at,
    )
    decided = Transition.objects.create(
        way="keep", reason="Vẫn thực hiện", decided_at=at, decided_by=makers.office
    )
    moved = set_work_day(day=date(2026, 6, 6), is_worked=True, ground="Làm bù", by=by, at=at)
    said = {"name": "Kênh tin", "url": "https://example.org/", "secret": "bi-mat-du-dai-mot"}
    hook = add_webhook(**said, kinds=["reminder"], by=by, at=at)
    return {
        **_proposal(makers),
        **_registry(makers),
        **_territory(makers),
        "work_day_id": moved.pk,
        "webhook_id": hook.pk,
        "unit_id": agencies.units["svhttdl"].pk,
        "group_id": agencies.groups["so-nganh"].pk,
        "leader_id": people["leader"].pk,
        "person_id": held.user_id,
        "holding_id": held.pk,
        "transition_id": decided.pk,
        "portal:invitation secret": secret,
        "provider_id": "khong-co",
        "uidb36": "1",
        "key": "set-password",
        "portal:invite_again person_id": invited.user_id,
        "portal:withdraw_invitation person_id": invited.user_id,
    }
