"""One person alone looks at every page, for `programme.py`: queries and time of each, no network.

Run beside a served house as `programme_look.py TASK_ID`; writes one JSON object. With `--slow` it prints the
slowest statements of each page instead.
"""

# ruff: noqa: E402 - the rooms are imported once Django is set up
import json
import os
import statistics
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import User
from hatang.programme.models import Task

PAGES = {
    "list": "/nhiem-vu/?xem=tat-ca",
    "list late": "/nhiem-vu/?tinh-trang=qua-han",
    "list open": "/nhiem-vu/?tinh-trang=chua-xong&trang=9",
    "list overdue standing": "/nhiem-vu/?tinh-trang=dang-lam-qua-han",
    "board": "/nhiem-vu/bang/",
    "home": "/",
    "search exact": "/tim-kiem/?tim=tram+5g",
    "search misspelt": "/tim-kiem/?tim=camra+giam+sat",
    "timeline": "/nhiem-vu/thoi-gian/",
    "calendar": "/nhiem-vu/lich/",
    "six": "/nhiem-vu/6-ro/",
    "open questions": "/nhiem-vu/6-ro/con-thieu/?tinh-trang=con-thieu",
    "fields": "/nhiem-vu/6-ro/linh-vuc/",
    "contradictions": "/mau-thuan/",
}
# An administrator, the office, a leader, an officer of a department, a reader.
PEOPLE = {"office": "nguoi-01", "leader": "nguoi-04", "officer": "nguoi-06", "reader": "nguoi-09"}
RUNS = 3


def main() -> None:
    """Look at each page as each of the people."""
    found: dict[str, Any] = {}
    host = settings.ALLOWED_HOSTS[0]
    pages = {**PAGES, "task": f"/nhiem-vu/{Task.objects.order_by('pk')[7].pk}/"}
    for role, username in PEOPLE.items():
        client = Client(SERVER_NAME=host, HTTP_X_FORWARDED_PROTO="https")
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(User.objects.get(username=username), backend=backend)
        for name, path in pages.items():
            found.setdefault(name, {})[role] = look(client, path)
    if "--slow" not in sys.argv:
        sys.stdout.write(json.dumps(found))
        return
    for name, by_role in found.items():
        for role, seen in by_role.items():
            took = f"{seen['ms']:8.1f} ms, sql {seen['sql_ms']:.0f}"
            print(f"{name:24s} {role:8s} {seen['n_queries']:4d} queries {took}")
            if role in sys.argv or role == "office":
                for took, sql in seen["slowest"]:
                    print(f"      {took:8.1f}  {sql[: int(os.environ.get('CUT', '200'))]}")


def look(client: Client, path: str) -> dict[str, Any]:
    """Median time of a page, its queries counted, the first visit left out."""
    times = []
    for run in range(RUNS + 1):
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            answer = client.get(path)
            took = (time.perf_counter() - begun) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        if run:
            times.append(took)
    by_time = sorted(
        ((float(one["time"]) * 1000, one["sql"]) for one in queries.captured_queries), reverse=True
    )
    kept = by_time[:4] if "--slow" in sys.argv else []
    sql_ms = sum(one for one, _sql in by_time)
    return {"n_queries": len(queries), "ms": statistics.median(times), "sql_ms": sql_ms, "slowest": kept}


if __name__ == "__main__":
    main()
