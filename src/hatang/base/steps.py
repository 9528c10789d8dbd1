"""Steps of the database without the work that nothing needs."""

from typing import TYPE_CHECKING

from pgtrigger.migrations import AddTrigger, RemoveTrigger

if TYPE_CHECKING:
    from django.db.migrations.state import ProjectState


def spare_rendering() -> None:
    """Let steps that add or drop a trigger keep the rendered models (ADR 0073).

    `django-pgtrigger` has the model and its neighbours rendered again after each of them, two fifths of the
    renderings of an empty database. No rendered field or relation depends on a trigger.
    """
    AddTrigger.state_forwards = _add  # type: ignore[method-assign, assignment]
    RemoveTrigger.state_forwards = _remove  # type: ignore[method-assign, assignment]


def _add(step: AddTrigger, app_label: str, state: "ProjectState") -> None:
    options = state.models[app_label, step.model_name].options
    options["triggers"] = [*options.get("triggers", []), step.trigger]


def _remove(step: RemoveTrigger, app_label: str, state: "ProjectState") -> None:
    options = state.models[app_label, step.model_name].options
    options["triggers"] = [trigger for trigger in options.get("triggers", []) if trigger.name != step.name]
