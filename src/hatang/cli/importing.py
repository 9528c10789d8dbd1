"""`hatang import`: official documents kept in the house and read."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatang.cli.django_door import rooms
from hatang.cli.ending import CannotDoIt, say
from hatang.cli.progress import bar
from hatang.supervisor.home import current_home
from hatang.supervisor.house import is_served

if TYPE_CHECKING:
    from hatang.accounts.models import User
    from hatang.documents.models import DocumentFile, ParseRun

LOOK_SECONDS = 0.5


def run(files: list[Path], *, by: str, publish: bool, as_json: bool) -> int:
    """Import the files one after the other; gives the exit code, 1 when one of them was refused."""
    for file in files:
        if not file.is_file():
            raise CannotDoIt(f"{file} is not a file.")
    has_worker = is_served(current_home())
    with rooms():
        person = person_named(by)
        _check_rights(person, publish=publish)
        results = [_import(file, person, publish=publish, has_worker=has_worker) for file in files]
    if as_json:
        sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=2) + "\n")
    else:
        for result in results:
            sys.stdout.write(f"{result['file']}: {result['sentence']}\n")
    return int(any(result["state"] != "done" for result in results))


def person_named(username: str) -> "User":
    """The person named, else the first administrator."""
    from hatang.accounts.models import Role, User

    people = User.objects.filter(is_active=True)
    found = people.filter(username=username) if username else people.filter(role=Role.ADMINISTRATOR)
    person = found.order_by("pk").first()
    if person is None:
        raise CannotDoIt(
            f"There is no person with the username {username}."
            if username
            else "Nobody can import yet; add an administrator with `hatang user create`."
        )
    return person


def _check_rights(person: "User", *, publish: bool) -> None:
    """Refuse before anything is kept, as the pages do."""
    from hatang.documents.access import may_publish, may_upload

    if not may_upload(person):
        raise CannotDoIt(
            f"{person.username} may not upload documents; name somebody of the programme office."
        )
    if publish and not may_publish(person):
        raise CannotDoIt(f"{person.username} may not publish plans; name somebody of the programme office.")


def _import(file: Path, person: "User", *, publish: bool, has_worker: bool) -> dict[str, Any]:
    """Keep one file, have it read, and say what became of it."""
    from hatang.base import clock
    from hatang.base.filestore import CHUNK_BYTES
    from hatang.base.refusal import Refusal
    from hatang.documents.actions import upload_document

    result: dict[str, Any] = {"file": str(file), "state": "refused", "sentence": ""}
    try:
        with file.open("rb") as stream:
            chunks = iter(lambda: stream.read(CHUNK_BYTES), b"")
            upload = upload_document(chunks=chunks, name=file.name, by=person, at=clock.now())
    except Refusal as error:
        return {**result, "sentence": error.sentence}
    if upload.run is not None and upload.run.is_active:
        _have_read(upload.run, file.name, has_worker=has_worker)
    return {**result, **_outcome(upload.file, person, publish=publish, is_new=upload.is_new)}


def _have_read(run: "ParseRun", name: str, *, has_worker: bool) -> None:
    """Wait for the worker that serves this house, or read here when none does."""
    if not has_worker:
        from hatang.documents.jobs import parse_file

        say(f"Reading {name} ...")
        parse_file(run_id=run.pk)
        return
    with bar(name) as show:
        while run.is_active:
            time.sleep(LOOK_SECONDS)
            run.refresh_from_db()
            show(run.pages_done, run.pages_total)


def _outcome(file: "DocumentFile", person: "User", *, publish: bool, is_new: bool) -> dict[str, Any]:
    """State and sentence of a file that was kept."""
    file.refresh_from_db()
    run = file.runs.first()
    version = file.version
    if run is None or version is None:
        return {"state": "failed", "sentence": (run.error if run else "") or "It could not be read."}
    document = version.document
    known = "" if is_new else " (known already)"
    result: dict[str, Any] = {
        "state": "done",
        "document": document.pk,
        "address": f"/van-ban/{document.pk}/",
        "sentence": f"{document}{known}",
    }
    return {**result, **_publish(version, person)} if publish else result


def _publish(version: Any, person: "User") -> dict[str, Any]:
    """Publish the plan of a version; a refusal is a finding."""
    from hatang.base import clock
    from hatang.base.refusal import Refusal
    from hatang.programme.actions import publish_plan

    try:
        plan = publish_plan(version=version, by=person, at=clock.now())
    except Refusal as error:
        return {"state": "not published", "sentence": error.sentence}
    return {"plan": plan.pk, "sentence": f"{plan}: published"}
