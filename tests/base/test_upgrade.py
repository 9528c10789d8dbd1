"""Records that this version cannot lead on are refused before anything is touched."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

DRAWN_TOGETHER = ("documents", "0001_squashed_0006_relations")
FORMER = (
    "0001_initial",
    "0002_corrections",
    "0003_words",
    "0004_validity",
    "0005_audience",
    "0006_relations",
)


def _have_applied(*names: str) -> None:
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="documents").delete()
    for name in names:
        recorder.record_applied("documents", name)


def _applied() -> set[str]:
    return {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "documents"}


@pytest.mark.parametrize("n_steps", range(1, len(FORMER)))
def test_records_with_a_part_of_the_former_steps_are_refused(n_steps: int) -> None:
    _have_applied(*FORMER[:n_steps])
    with pytest.raises(
        CommandError, match=f"documents .*{FORMER[n_steps - 1]}.*9f14cb0.*Nothing was changed"
    ):
        call_command("upgrade", verbosity=0)
    assert _applied() == set(FORMER[:n_steps])


def test_records_with_all_former_steps_go_on() -> None:
    _have_applied(*FORMER)
    call_command("upgrade", verbosity=0)
    assert DRAWN_TOGETHER[1] in _applied()
