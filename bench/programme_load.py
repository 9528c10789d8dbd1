"""People at work, for `programme.py`: signed in through the form, one page after another with a pause.

Run as `programme_load.py ADDRESS SECONDS N_USERS`; writes one JSON object with the times of each page.
"""

import json
import random
import re
import sys
import threading
import time
from typing import Any
from urllib.parse import quote, urlencode

from person import Person

THINK_SECONDS = 1.0
# Of a hundred; pages of a list and words of a search vary. Who writes opens a task, says how far the work is
# where they may, else comments.
MIX = {"list": 30, "home": 18, "board": 14, "search": 14, "task": 14, "write": 10}
STATES = ("", "", "qua-han", "30-ngay", "chua-xong", "da-xong", "dang-lam-qua-han")
WORDS = (
    "tram 5g",
    "so kh cn",
    "du lieu dat dai",
    "cap quang",
    "ke hoach",
    "camra giam sat",
    "chu ky so",
    "yen phong",
)


class Worker(Person):
    """Somebody who looks at pages and writes, by the mix."""

    def __init__(self, address: str, number: int, task_ids: list[int]) -> None:
        super().__init__(address, number, f"nguoi-{number:02d}")
        self.task_ids = task_ids
        self.dice = random.Random(number)

    def next_name(self) -> str:
        """What to do next, by the mix."""
        return self.dice.choices(list(MIX), list(MIX.values()))[0]

    def address_of(self, name: str) -> str:
        """Where a page of the mix stands."""
        if name == "list":
            asked = {"tinh-trang": self.dice.choice(STATES), "trang": self.dice.choice(("1", "1", "2", "9"))}
            return f"/nhiem-vu/?{urlencode({'xem': 'tat-ca', **asked})}"
        if name == "search":
            return f"/tim-kiem/?tim={quote(self.dice.choice(WORDS))}"
        if name == "task":
            return f"/nhiem-vu/{self.dice.choice(self.task_ids)}/"
        return {"home": "/", "board": "/nhiem-vu/bang/"}[name]

    def form_on(self, page: str) -> tuple[str, str] | None:
        """A form of a task's page filled in: how far the work is, else a comment; None for who only reads."""
        forms = dict(re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL))
        for path, form in forms.items():
            hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
            states = re.findall(r'name="tinh-trang" value="([^"]+)"', form)
            if states and re.fullmatch(r"/nhiem-vu/nghia-vu/\d+/", path):
                return path, urlencode({**hidden, "tinh-trang": self.dice.choice(states)})
            if re.fullmatch(r"/trao-doi/nhiem-vu/\d+/", path):
                return path, urlencode({**hidden, "loi": "Đã làm việc với các xã."})
        return None

    def visit(
        self, times: list[tuple[str, float, int]], name: str, path: str, body: str | None = None
    ) -> str:
        """Ask for a page or send a form, and keep how long it took."""
        begun = time.perf_counter()
        status, page = self.ask("GET" if body is None else "POST", path, body)
        times.append((name, (time.perf_counter() - begun) * 1000, status))
        return page

    def act(self, times: list[tuple[str, float, int]]) -> None:
        """Do one thing of the mix."""
        name = self.next_name()
        if name != "write":
            self.visit(times, name, self.address_of(name))
            return
        page = self.visit(times, "task", self.address_of("task"))
        time.sleep(THINK_SECONDS)
        form = self.form_on(page)
        if form is not None:
            self.visit(times, "write", *form)

    def work(self, until: float, start: float, times: list[tuple[str, float, int]]) -> None:
        """Page after page until the end; what begins before `start` warms up and is not counted."""
        time.sleep(self.dice.random() * THINK_SECONDS)
        while time.perf_counter() < until:
            done: list[tuple[str, float, int]] = []
            begun = time.perf_counter()
            self.act(done)
            if begun >= start:
                times += done
            time.sleep(THINK_SECONDS)


def main() -> None:
    """Sign everybody in one after the other, let them work, print what it took."""
    address, seconds, n_users = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    task_ids = json.loads(sys.argv[4])
    people = [Worker(address, number, task_ids) for number in range(n_users)]
    for person in people:
        person.sign_in()
    times: list[tuple[str, float, int]] = []
    start = time.perf_counter() + min(10.0, seconds / 4)
    ends: dict[str, Any] = {"until": start + seconds, "start": start, "times": times}
    threads = [threading.Thread(target=person.work, kwargs=ends) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps({"seconds": seconds, "times": times, "mix": MIX}))


if __name__ == "__main__":
    main()
