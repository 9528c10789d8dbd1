"""Units on the last evening, for `reporting.py`: each saves while it writes, approves, submits.

Run as `reporting_load.py ADDRESS THINK_SECONDS N_SAVES REPORTS` where REPORTS is a JSON object of the
number of each unit's report by the name of its officer; writes one JSON object with the time of each
request and with what each unit sent last.
"""

import json
import random
import re
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode

from person import Person

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n" + b"%" + b"x" * 200_000
EDGE = "mep-cua-bieu-mau"
# Of a hundred units, how many press the last button twice.
TWICE = 20


class Unit(Person):
    """An officer who writes one report."""

    def __init__(self, address: str, number: int, username: str, report: int) -> None:
        super().__init__(address, number, username)
        self.path = f"/bao-cao/{report}/"
        self.dice = random.Random(number)
        self.times: list[tuple[str, float, int]] = []
        self.sent: dict[str, str] = {}
        self.trouble, self.token = "", ""

    def timed(self, name: str, *asked: Any, **more: Any) -> tuple[int, str]:
        """Ask, and keep how long the answer took."""
        begun = time.perf_counter()
        status, text = self.ask(*asked, **more)
        self.times.append((name, (time.perf_counter() - begun) * 1000, status))
        return status, text

    def values(self, n_saves: int) -> dict[str, str]:
        """What stands in the form at a save: a table that grows, a text that gets longer."""
        rows = {
            f"o-viec-{row}-{key}": value
            for row in range(n_saves + 1)
            for key, value in (("cot_1", f"Lắp đặt trạm số {row}"), ("cot_2", str(100 * row + self.number)))
        }
        said = " ".join(["Đã hoàn thành các việc được giao trong kỳ."] * (n_saves + 1))
        return {"o-nhiem_vu": "0", "o-tram": str(self.number + n_saves), "o-ket_qua": said, **rows}

    def work(self, think: float, n_saves: int) -> None:
        """Open, save again and again, approve, submit."""
        try:
            self._work(think, n_saves)
        except Exception as error:  # whatever it was is said at the end
            self.trouble = f"{self.username}: {error!r}"

    def _work(self, think: float, n_saves: int) -> None:
        time.sleep(self.dice.random() * think)
        _status, page = self.timed("open", "GET", self.path)
        self.token = _found(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        seen = int(_found(r'name="da-luu" value="(\d+)"', page))
        for turn in range(n_saves):
            time.sleep(think * (0.5 + self.dice.random()))
            self.sent = self.values(turn)
            body = urlencode({**self.sent, "da-luu": seen, "csrfmiddlewaretoken": self.token})
            status, answer = self.timed("save", "POST", f"{self.path}luu/", body, accept="application/json")
            if status != 200:
                raise RuntimeError(f"save answered {status}: {answer[:200]}")
            seen = json.loads(answer)["n_saves"]
        time.sleep(think * self.dice.random())
        self._step("approve", "duyet", "draft")
        time.sleep(think * self.dice.random())
        self._step("submit", "nop", "approved")

    def _step(self, name: str, word: str, state: str) -> None:
        said = {"buoc": word, "thay": state, "csrfmiddlewaretoken": self.token}
        if name == "submit":
            said |= {"so": f"{self.number + 1}/BC-UBND", "ngay": time.strftime("%Y-%m-%d")}
        body, content = _multipart(said, PDF if name == "submit" else b"")
        if self.dice.randrange(100) < TWICE:
            second = self._twin()
            other = threading.Thread(
                target=second.ask, args=("POST", f"{self.path}buoc/", body), kwargs={"content": content}
            )
            other.start()
            self.timed(name, "POST", f"{self.path}buoc/", body, content=content)
            other.join()
            return
        status, text = self.timed(name, "POST", f"{self.path}buoc/", body, content=content)
        if status != 302:
            raise RuntimeError(f"{name} answered {status}: {re.sub('<[^>]+>', ' ', text)[:300]}")

    def _twin(self) -> Person:
        """The same browser with a second connection, as a double click has."""
        twin = Person(f"http://{self.netloc}", self.number, self.username)
        twin.cookies = dict(self.cookies)
        return twin


def _found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    if match is None:
        raise RuntimeError(f"the page has no {pattern}: {page[:300]}")
    return match[1]


def _multipart(said: dict[str, str], file: bytes) -> tuple[bytes, str]:
    """A form with a file as a browser sends it."""
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in said.items()
    ]
    if file:
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="tep"; filename="bao-cao.pdf"\r\n'
        parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + file + b"\r\n")
    return b"".join(parts) + f"--{EDGE}--\r\n".encode(), f"multipart/form-data; boundary={EDGE}"


def main() -> None:
    """Sign everybody in one after the other, let all work at once, print what it took."""
    address, think, n_saves = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    reports = json.loads(sys.argv[4])
    units = [Unit(address, number, name, report) for number, (name, report) in enumerate(reports.items())]
    for unit in units:
        unit.sign_in()
        # The first ones wait longer than a connection is kept open; the next request opens another one.
        unit.connection.close()
    begun = time.perf_counter()
    threads = [threading.Thread(target=unit.work, args=(think, n_saves)) for unit in units]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(
        json.dumps(
            {
                "seconds": time.perf_counter() - begun,
                "times": [one for unit in units for one in unit.times],
                "sent": {
                    str(report): unit.sent for unit, report in zip(units, reports.values(), strict=True)
                },
                "trouble": [unit.trouble for unit in units if unit.trouble],
            }
        )
    )


if __name__ == "__main__":
    main()
