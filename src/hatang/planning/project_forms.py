"""What the pages of projects read from their addresses and forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base.lists import Options, choice, day, number, words
from hatang.base.refusal import Refusal
from hatang.planning import access
from hatang.planning.actions import PlatformFacts, ProjectFacts, StepDocument
from hatang.planning.models import (
    MoneySource,
    PlatformLevel,
    Project,
    ProjectKind,
    ProjectStateName,
    ProjectStepName,
    SharedPlatform,
)
from hatang.planning.queries import ProjectFilter, money_years
from hatang.planning.rules.projects import DOCUMENTED, REASONED, ProjectStep, steps_from

# Words of addresses and forms for what the records know.
SOURCES = {
    "trung-uong": MoneySource.CENTRAL,
    "tinh": MoneySource.PROVINCIAL,
    "xa": MoneySource.COMMUNAL,
    "xa-hoi-hoa": MoneySource.SOCIALISED,
    "thue-dich-vu": MoneySource.HIRE,
    "ppp": MoneySource.PPP,
    "quy-vien-thong": MoneySource.TELECOM_FUND,
}
STATES = {
    "y-tuong": ProjectStateName.IDEA,
    "de-xuat": ProjectStateName.PROPOSED,
    "dang-tham-dinh": ProjectStateName.IN_APPRAISAL,
    "da-tham-dinh": ProjectStateName.APPRAISED,
    "da-phe-duyet": ProjectStateName.APPROVED,
    "dang-thuc-hien": ProjectStateName.RUNNING,
    "hoan-thanh": ProjectStateName.FINISHED,
    "dung": ProjectStateName.STOPPED,
}
KINDS = {
    "cntt": ProjectKind.IT,
    "xay-dung": ProjectKind.CONSTRUCTION,
    "hoat-dong": ProjectKind.ACTIVITY,
}
STEPS = {
    "de-xuat": ProjectStep.PROPOSE,
    "rut": ProjectStep.TAKE_BACK,
    "tham-dinh": ProjectStep.BEGIN_APPRAISAL,
    "da-tham-dinh": ProjectStep.APPRAISE,
    "phe-duyet": ProjectStep.APPROVE,
    "thuc-hien": ProjectStep.START,
    "hoan-thanh": ProjectStep.FINISH,
    "tra-lai": ProjectStep.SEND_BACK,
    "dung": ProjectStep.STOP,
    "mo-lai": ProjectStep.REOPEN,
}
_FACTS = ("tieu-de", "ma", "don-vi", "loai", "he-thong", "noi-dung", "tu-ngay", "den-ngay")


@dataclass(frozen=True)
class StepForm:
    """One step as its form shows it."""

    word: str
    label: str
    needs_document: bool
    needs_words: bool


def project_filter(query: Mapping[str, str]) -> ProjectFilter:
    """What an address of the register narrows it by."""
    return ProjectFilter(
        words=words(query),
        unit_id=number(query, "don-vi"),
        year=number(query, "nam"),
        source=str(SOURCES.get(choice(query, "nguon", SOURCES), "")),
        state=str(STATES.get(choice(query, "tinh-trang", STATES), "")),
        kind=str(KINDS.get(choice(query, "loai", KINDS), "")),
    )


def filter_options(user: User) -> dict[str, Options]:
    """The choices above the register."""
    owners = Unit.objects.filter(projects__in=access.visible_projects(user)).distinct().order_by("sort_key")
    return {
        "units": [("", _("All units")), *((str(one.pk), one.label) for one in owners)],
        "years": [("", _("All years")), *((str(year), str(year)) for year in money_years(user))],
        "sources": [("", _("All sources")), *labels(SOURCES)],
        "states": [("", _("All states")), *labels(STATES)],
        "kinds": [("", _("All kinds")), *labels(KINDS)],
    }


def fact_options(user: User, project: Project | None) -> dict[str, Options]:
    """The choices in the form of a project; a unit that has ended stays where it is chosen."""
    units = [(str(one.pk), one.label) for one in access.writable_units(user).order_by("sort_key")]
    if project is not None and str(project.unit_id) not in dict(units):
        units.append((str(project.unit_id), project.unit.label))
    return {
        "units": units if len(units) == 1 else [("", _("Choose a unit")), *units],
        "kinds": [("", _("Choose a kind")), *labels(KINDS)],
    }


def facts_by(user: User, sent: Mapping[str, str], project: Project | None) -> ProjectFacts:
    """What the form of a project says.

    Raises:
        Refusal: the unit is not there, or a day is unreadable.
    """
    pk = number(sent, "don-vi")
    unit = access.writable_units(user).filter(pk=pk).first() if pk else None
    if unit is None and project is not None and pk == project.unit_id:
        unit = project.unit
    if unit is None:
        raise Refusal(_("Choose the unit whose project it is."), field="unit")
    return ProjectFacts(
        title=sent.get("tieu-de", ""),
        unit=unit,
        kind=str(KINDS.get(sent.get("loai", ""), "")),
        code=sent.get("ma", ""),
        system_name=sent.get("he-thong", ""),
        about=sent.get("noi-dung", ""),
        starts_on=day_of(sent, "tu-ngay", "starts_on"),
        ends_on=day_of(sent, "den-ngay", "ends_on"),
    )


def typed_facts(project: Project | None, sent: Mapping[str, str] | None) -> dict[str, str]:
    """What the fields of the form of a project show: what was sent, else what is kept."""
    if sent is not None:
        return {name.replace("-", "_"): sent.get(name, "") for name in _FACTS}
    if project is None:
        return {}
    return {
        "tieu_de": project.title,
        "ma": project.code,
        "don_vi": str(project.unit_id),
        "loai": word_of(KINDS, project.kind),
        "he_thong": project.system_name,
        "noi_dung": project.about,
        "tu_ngay": project.starts_on.isoformat() if project.starts_on else "",
        "den_ngay": project.ends_on.isoformat() if project.ends_on else "",
    }


def day_of(sent: Mapping[str, str], name: str, field: str) -> date | None:
    """A day of a form; None where it is empty.

    Raises:
        Refusal: it is no day of the calendar.
    """
    found = day(sent, name)
    if found is None and sent.get(name, "").strip():
        raise Refusal(_("Choose a day of the calendar."), field=field)
    return found


def step_forms(user: User, project: Project) -> list[StepForm]:
    """The forms of the steps that somebody may take with a project now."""
    words_of = {step: word for word, step in STEPS.items()}
    return [
        StepForm(words_of[step], str(ProjectStepName(step.value).label), step in DOCUMENTED, step in REASONED)
        for step in steps_from(project.state, needs_appraisal=project.needs_appraisal)
        if access.may_take_project_step(user, project, step)
    ]


def document_by(sent: Mapping[str, str]) -> StepDocument:
    """The document that the form of a step names.

    Raises:
        Refusal: its day is unreadable.
    """
    return StepDocument(sent.get("co-quan", ""), sent.get("so", ""), day_of(sent, "ngay", "dated_on"))


def platform_by(sent: QueryDict) -> PlatformFacts:
    """What the form of a shared platform says."""
    return PlatformFacts(
        name=sent.get("ten", ""),
        level=sent.get("cap", ""),
        owner=sent.get("chu-quan", ""),
        about=sent.get("noi-dung", ""),
        named_in=sent.get("neu-tai", ""),
        is_retired=sent.get("thoi-dung") == "1",
    )


def typed_platform(platform: SharedPlatform | None, sent: QueryDict | None) -> PlatformFacts | None:
    """What the fields of a platform's form show: what was sent, else what is kept."""
    if sent is not None:
        return platform_by(sent)
    if platform is None:
        return None
    return PlatformFacts(
        platform.name,
        platform.level,
        platform.owner,
        platform.about,
        platform.named_in,
        is_retired=platform.retired_at is not None,
    )


def level_options() -> Options:
    """For whom a platform is shared."""
    return [(value, str(label)) for value, label in PlatformLevel.choices]


def labels(words_of: Mapping[str, MoneySource | ProjectStateName | ProjectKind]) -> list[tuple[str, str]]:
    """Choices of a form by the words of addresses."""
    return [(word, str(value.label)) for word, value in words_of.items()]


def word_of(words_of: Mapping[str, str], value: str) -> str:
    """The word of addresses for what the records know; empty where there is none."""
    return next((word for word, one in words_of.items() if one == value), "")
