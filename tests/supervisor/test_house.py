"""The whole house: served, wounded, stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hatang.supervisor.addresses import database_url
from hatang.supervisor.failure import SupervisorError
from hatang.supervisor.home import Home
from hatang.supervisor.house import Address, check_port, is_served, parts, state_file
from hatang.supervisor.parts import Part
from hatang.supervisor.postgres import Postgres
from hatang.supervisor.processes import processes_in, wait_until

# A first start makes the records; a busy machine takes minutes for that.
READY_SECONDS = 300.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass
class Served:
    """A house served by a process of its own."""

    home: Home
    port: int
    process: "subprocess.Popen[str]"

    def health(self) -> tuple[int, dict[str, Any]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())
        except OSError:
            return 0, {}

    def is_well(self) -> bool:
        return self.health()[0] == 200

    def state(self) -> dict[str, Any]:
        return dict(json.loads(state_file(self.home).read_text()))

    def pid_of(self, part: str) -> int:
        return int(self.state()["parts"][part]["pid"] or 0)

    def everything(self) -> set[int]:
        """Numbers of all processes that belong to this house."""
        mine = f"HATANG_HOME={self.home.path}".encode()
        found = set(processes_in(self.home.postgres / "data"))
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdecimal() and mine in (entry / "environ").read_bytes().split(b"\0"):
                    found.add(int(entry.name))
            except OSError:
                continue
        return {pid for pid in found - {os.getpid()} if lives(pid)}


def begin(folder: Path) -> Served:
    port = free_port()
    environment = {**os.environ, "HATANG_HOME": str(folder), "HATANG_WEB_PROCESSES": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "hatang.cli", "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    served = Served(Home(folder), port, process)
    if not wait_until(served.is_well, seconds=READY_SECONDS, step=0.1):
        process.terminate()
        pytest.fail(f"the house did not answer: {process.communicate()[1]}")
    return served


def end(served: Served) -> None:
    if served.process.poll() is None:
        served.process.terminate()
    served.process.communicate(timeout=40)
    Postgres(served.home).stop()


@pytest.fixture(scope="module")
def house(short_folder: Callable[[], Path]) -> Iterator[Served]:
    served = begin(short_folder())
    yield served
    end(served)


@pytest.fixture
def own_house(migrated_folder: Callable[[], Path]) -> Iterator[Served]:
    served = begin(migrated_folder())
    yield served
    end(served)


def test_every_part_answers(house: Served) -> None:
    status, body = house.health()
    assert status == 200
    assert body == {"status": "ok", "parts": {"web": "ok", "postgres": "ok", "worker": "ok"}}


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_part_that_dies_is_started_again(house: Served, part: str) -> None:
    before = house.pid_of(part)
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: house.pid_of(part) not in (0, before), seconds=20, step=0.1)
    assert wait_until(house.is_well, seconds=30, step=0.1)


def test_a_dead_postgres_is_started_again(house: Served) -> None:
    postgres = Postgres(house.home)
    before = postgres.pid()
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: postgres.pid() not in (None, before), seconds=20, step=0.1)
    assert wait_until(house.is_well, seconds=60, step=0.2)


def test_a_second_server_of_the_same_home_is_refused_in_one_sentence(house: Served) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "hatang.cli", "serve", "--port", str(free_port())],
        env={**os.environ, "HATANG_HOME": str(house.home.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert f"is served already at http://localhost:{house.port}" in second.stderr


def test_the_doctor_finds_the_parts_of_a_served_house(house: Served) -> None:
    wait_until(house.is_well, seconds=30, step=0.2)
    done = subprocess.run(
        [sys.executable, "-m", "hatang.cli", "doctor", "--json"],
        env={**os.environ, "HATANG_HOME": str(house.home.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    states = {finding["name"]: finding["state"] for finding in json.loads(done.stdout)["findings"]}
    assert (states["postgres"], states["web"], states["worker"]) == ("ok", "ok", "ok")


def test_sigterm_stops_everything_and_leaves_no_process(own_house: Served) -> None:
    assert len(own_house.everything()) > 5
    own_house.process.send_signal(signal.SIGTERM)
    assert own_house.process.wait(timeout=40) == 0
    assert own_house.everything() == set()
    assert not is_served(own_house.home)
    assert not state_file(own_house.home).exists()


def test_a_second_signal_inside_the_first_does_not_hang(short_folder: Callable[[], Path]) -> None:
    """`make` passes on the signal that its whole group got; the two may meet at any step of the handler."""
    code = """
import faulthandler, signal, sys
from pathlib import Path
from hatang.supervisor.home import Home
from hatang.supervisor.house import Address, House
faulthandler.dump_traceback_later(20, exit=True)
for step in range(1, 12):
    house = House(Home(Path(sys.argv[1])), Address(), print)
    seen = 0
    def again(frame, event, argument):
        global seen
        seen += 1
        if seen == step:
            signal.raise_signal(signal.SIGTERM)
    with house._signals():
        sys.setprofile(again)
        signal.raise_signal(signal.SIGTERM)
        sys.setprofile(None)
    assert house._is_told_to_stop and seen > 1
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(short_folder())], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_killed_supervisor_takes_its_parts_with_it(own_house: Served) -> None:
    own_house.process.kill()
    own_house.process.wait()
    assert wait_until(lambda: own_house.everything() == set(), seconds=30, step=0.2)


def test_a_taken_port_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SupervisorError, match="choose another one with --port"):
            check_port(Address(port=other.getsockname()[1]))


def test_the_house_may_listen_on_ipv6() -> None:
    address = Address("::1", free_port())
    check_port(address)
    assert address.url == f"http://[::1]:{address.port}"


@pytest.mark.parametrize("value", ["nhiều", "0", "-1", "1.5"])
def test_a_wrong_number_of_processes_is_said_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HATANG_WEB_PROCESSES", value)
    with pytest.raises(SupervisorError, match="HATANG_WEB_PROCESSES"):
        parts(Address())


def test_the_pause_before_a_part_starts_again_grows() -> None:
    said: list[str] = []
    part = Part("brief", [sys.executable, "-c", "raise SystemExit(3)"])
    part.start()

    def ended(times: int) -> Callable[[], bool]:
        def look() -> bool:
            part.look(said.append)
            return sum("ended" in line for line in said) >= times

        return look

    assert wait_until(ended(2), seconds=20)
    part.finish()
    assert "ended with code 3; it starts again in 0.5 s." in said[0]
    assert any("in 1 s." in line for line in said)


def test_children_a_part_leaves_behind_are_ended() -> None:
    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    part = Part("parent", [sys.executable, "-c", code])
    part.start()
    pid = part.pid
    assert pid is not None
    said: list[str] = []

    def group() -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdecimal() and os.getpgid(int(entry.name)) == pid and lives(int(entry.name)):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def buried() -> bool:
        part.look(said.append)
        return bool(said)

    assert wait_until(buried, seconds=20)
    part.finish()
    assert wait_until(lambda: not group(), seconds=5)


def test_an_outside_database_replaces_the_embedded_one(
    short_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Postgres(Home(short_folder()))
    outside.start(with_caller=True)
    application, owner = database_url(outside.home, "app"), database_url(outside.home, "owner")
    monkeypatch.setenv("DATABASE_URL", application)
    monkeypatch.setenv("DATABASE_OWNER_URL", owner)
    served = begin(short_folder())
    try:
        assert not (served.home.postgres / "data").exists()
    finally:
        end(served)
    assert outside.pid() is not None
    outside.stop()
