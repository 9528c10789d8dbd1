"""Projects that may be about the same thing as another one or a shared platform, and what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hatang.planning import access
from hatang.planning.models import OverlapDecision, Project, SharedPlatform
from hatang.planning.rules.overlaps import Ground, Overlap, Side, compared, overlaps
from hatang.planning.rules.projects import ENDED

Other = Project | SharedPlatform


@dataclass(frozen=True)
class FoundOverlap:
    """Two sides that may be about the same thing, with what was decided about them, the newest first.

    It is open while nothing was decided about the words as they are now.
    """

    project: Project
    other: Other
    grounds: Sequence[Ground]
    likeness: int
    words: Sequence[str]
    decisions: Sequence[OverlapDecision]
    compared: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide: what was decided was about other words, or nothing was."""
        is_settled = bool(self.decisions) and self.decisions[0].compared == self.compared
        return not is_settled and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Whether one of the sides has been stopped or is no longer used."""
        return _has_ended(self.project) or _has_ended(self.other)

    @property
    def with_platform(self) -> bool:
        """Whether the other side is a shared platform."""
        return isinstance(self.other, SharedPlatform)

    @property
    def key(self) -> str:
        """The other side as forms name it: "p12" or "n3"."""
        return key_of(self.other)

    @property
    def pair(self) -> str:
        """Both sides, for the names of fields."""
        return f"{self.project.pk}-{self.key}"

    @property
    def sides(self) -> tuple[Project, Other]:
        """Both sides."""
        return self.project, self.other


def findings(user: object, *, projects: Iterable[Project] | None = None) -> list[FoundOverlap]:
    """What is found or was decided about projects the user may read, or some of them; open ones first.

    The other side may be a project the user may not read: its unit and words are shown, not its money.
    Four queries however many there are.
    """
    own = list(access.visible_projects(user).select_related("unit") if projects is None else projects)
    every: dict[str, Other] = {key_of(one): one for one in Project.objects.select_related("unit")}
    every |= {key_of(one): one for one in SharedPlatform.objects.all()}
    decided = _decisions()
    found = overlaps([side_of(one) for one in own], [side_of(one) for one in every.values()])
    rows = [_finding(one, every, decided) for one in found]
    listed = {_pair(row.project, row.other) for row in rows}
    keys = {key_of(one) for one in own}
    for pair, decisions in decided.items():
        # What was decided stays visible although the words are no longer alike.
        if pair not in listed and pair & keys:
            first, second = sorted(pair, key=lambda key: (key[0] == "n", int(key[1:])))
            project, other = every[first], every[second]
            if isinstance(project, Project):
                words = _compared(project, other)
                rows.append(FoundOverlap(project, other, (), 0, (), decisions, words))
    return sorted(rows, key=lambda row: (not row.is_open, row.has_ended, -row.likeness, row.project.pk))


def finding_of(project: Project, other: Other) -> FoundOverlap | None:
    """What is found about two sides; None where nothing is."""
    one = compared(side_of(project), side_of(other))
    if one is None:
        return None
    return _finding(one, {key_of(project): project, key_of(other): other}, _decisions())


def key_of(one: Other) -> str:
    """A side as forms and addresses name it: "p12" for a project, "n3" for a platform."""
    return f"{'p' if isinstance(one, Project) else 'n'}{one.pk}"


def side_of(one: Other) -> Side:
    """What is compared of a project or a platform."""
    if isinstance(one, Project):
        return Side(key_of(one), one.unit_id, one.system_name or one.title, f"{one.title} {one.about}")
    return Side(key_of(one), None, one.name, f"{one.name} {one.about}")


def _finding(
    one: Overlap, every: dict[str, Other], decided: dict[frozenset[str], list[OverlapDecision]]
) -> FoundOverlap:
    left, right = every[one.left.key], every[one.right.key]
    if isinstance(left, SharedPlatform) or (isinstance(right, Project) and right.pk < left.pk):
        left, right = right, left
    if isinstance(left, SharedPlatform):
        raise TypeError(one)  # platforms are never compared with each other
    return FoundOverlap(
        project=left,
        other=right,
        grounds=one.grounds,
        likeness=one.likeness,
        words=one.words,
        decisions=decided.get(_pair(left, right), []),
        compared=_compared(left, right),
    )


def _decisions() -> dict[frozenset[str], list[OverlapDecision]]:
    rows = OverlapDecision.objects.select_related("decided_by", "stopped").order_by("-id")
    found: dict[frozenset[str], list[OverlapDecision]] = {}
    for row in rows:
        second = f"p{row.other_id}" if row.other_id else f"n{row.platform_id}"
        found.setdefault(frozenset({f"p{row.project_id}", second}), []).append(row)
    return found


def _pair(project: Project, other: Other) -> frozenset[str]:
    return frozenset({key_of(project), key_of(other)})


def _compared(project: Project, other: Other) -> str:
    """The words of both sides that are compared, for a decision to be about these."""
    sides = [side_of(project), side_of(other)]
    return "\n\n".join(f"{side.system}\n{side.words}".strip() for side in sides)


def _has_ended(one: Other) -> bool:
    return one.state in ENDED if isinstance(one, Project) else one.retired_at is not None
