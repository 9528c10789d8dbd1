"""The command line, run as a person runs it."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from hatang.supervisor.home import Home
from hatang.supervisor.postgres import Postgres

EXAMPLES = Path(__file__).resolve().parents[2] / "src/hatang/portal/example"
PLAN = EXAMPLES / "87-kh-ubnd-iot-2025-2030.txt"


def hatang(
    *arguments: object, answer: str = "", home: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if home is not None:
        environment["HATANG_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-m", "hatang.cli", *map(str, arguments)],
        env=environment,
        input=answer,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def house(migrated_folder: Callable[[], Path]) -> Iterator[Path]:
    """A home with an administrator and its own server, which stays up between the commands."""
    folder = migrated_folder()
    postgres = Postgres(Home(folder), settings={"fsync": "off"})
    postgres.start(with_caller=True)
    made = hatang(
        "user", "create", "quan-tri", "--title", "Quản trị", "--role", "administrator",
        answer="mat-khau-rat-dai-2026\n", home=folder,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    yield folder
    postgres.stop()


def test_parse_prints_one_json_object_and_nothing_else() -> None:
    done = hatang("parse", PLAN, "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    assert set(json.loads(done.stdout)) == {"document", "targets", "tasks", "sections", "warnings"}


def test_spans_count_in_the_text_that_parse_prints() -> None:
    text = hatang("parse", PLAN, "--text").stdout
    parsed = json.loads(hatang("parse", PLAN, "--json").stdout)
    spans = [span for task in parsed["tasks"] for span in task["spans"].get("lead", [])]
    assert spans
    assert all(text[start:end].strip() for start, end, _page in spans)


def test_parse_needs_neither_django_nor_a_database() -> None:
    code = "import sys; sys.argv = ['hatang', 'parse', sys.argv[1], '--json']\n"
    code += "from hatang.cli import main\n"
    code += "try: main()\nexcept SystemExit as end: assert end.code == 0, end\n"
    code += "assert not [name for name in sys.modules if name == 'django' or name.startswith('psycopg')]"
    done = subprocess.run(
        [sys.executable, "-c", code, str(PLAN)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("broken.docx", b"PK\x03\x04 nothing"),
        ("a.exe", b"MZ\x90\x00\x03" + bytes(60)),
    ],
)
def test_an_unreadable_file_ends_with_2_and_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    done = hatang("parse", file, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip().endswith(".")


def test_a_file_that_is_not_there_ends_with_2() -> None:
    done = hatang("parse", "/nowhere/plan.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "/nowhere/plan.docx" in done.stderr


def test_an_unknown_command_ends_with_2() -> None:
    assert hatang("forecast").returncode == 2


def test_people_are_listed(house: Path) -> None:
    done = hatang("user", "list", "--json", home=house)
    assert done.returncode == 0, done.stderr
    assert [(one["username"], one["role"]) for one in json.loads(done.stdout)] == [
        ("quan-tri", "administrator")
    ]


def test_a_username_in_use_is_refused_in_one_sentence(house: Path) -> None:
    done = hatang(
        "user", "create", "Quan-Tri", "--title", "Khác", answer="mat-khau-rat-dai-2026\n", home=house
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_weak_password_is_refused(house: Path) -> None:
    done = hatang("user", "password", "quan-tri", answer="12345\n", home=house)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_who_has_no_second_factor_is_told_so(house: Path) -> None:
    for name in ("quan-tri", "khong-co-ai"):
        done = hatang("user", "remove-factor", name, home=house)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_an_imported_document_is_read_and_known_the_second_time(house: Path) -> None:
    first = hatang("import", PLAN, "--json", home=house)
    assert first.returncode == 0, first.stderr + first.stdout
    (result,) = json.loads(first.stdout)
    assert result["state"] == "done"
    second = hatang("import", PLAN, "--json", home=house)
    assert second.returncode == 0
    assert json.loads(second.stdout)[0]["document"] == result["document"]


def test_an_imported_plan_can_be_published_at_once(house: Path) -> None:
    done = hatang("import", PLAN, "--publish", "--json", home=house)
    assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads(done.stdout)[0]["plan"] > 0


def test_a_refused_file_is_a_finding_and_the_others_are_kept(house: Path, tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.touch()
    done = hatang("import", bad, PLAN, "--json", home=house)
    assert done.returncode == 1
    assert [one["state"] for one in json.loads(done.stdout)] == ["refused", "done"]


def test_an_import_by_nobody_is_refused(house: Path) -> None:
    done = hatang("import", PLAN, "--by", "khong-co", home=house)
    assert done.returncode == 2
    assert "khong-co" in done.stderr


def test_a_reader_may_neither_import_nor_publish(house: Path) -> None:
    made = hatang(
        "user", "create", "nguoi-doc", "--title", "Người đọc", answer="mat-khau-rat-dai-2026\n", home=house
    )
    assert made.returncode == 0, made.stderr
    for more in ([], ["--publish"]):
        done = hatang("import", PLAN, "--by", "nguoi-doc", *more, home=house)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_the_demo_leaves_a_house_with_people_alone(migrated_folder: Callable[[], Path]) -> None:
    home = Home(migrated_folder())
    made = hatang(
        "user", "create", "giam-doc", "--title", "Giám đốc", "--role", "administrator",
        answer="mat-khau-rat-dai-2026\n", home=home.path,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    for more in ([], ["--fresh"]):
        done = hatang("demo", "--port", free_port(), *more, home=home.path)
        assert done.returncode == 2, done.stderr
        assert "HATANG_HOME" in done.stderr
    listed = json.loads(hatang("user", "list", "--json", home=home.path).stdout)
    assert [one["username"] for one in listed] == ["giam-doc"]


def test_a_fresh_demo_throws_nothing_away_before_it_knows_its_port(short_folder: Callable[[], Path]) -> None:
    home = Home(short_folder())
    home.demo_mark.touch()
    home.postgres.mkdir()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = hatang("demo", "--fresh", "--port", other.getsockname()[1], home=home.path)
    assert done.returncode == 2
    assert home.postgres.exists()


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["user", "list"]])
def test_a_home_that_is_no_folder_is_refused_in_one_sentence(tmp_path: Path, command: list[str]) -> None:
    home = tmp_path / "file"
    home.touch()
    done = hatang(*command, home=home)
    assert done.returncode == 2
    assert "HATANG_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_does_not_run_in_production(
    short_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_ENV", "production")
    monkeypatch.setenv("HATANG_SECRET_KEY", "k" * 60)
    monkeypatch.setenv("HATANG_ALLOWED_HOSTS", "ha-tang.example")
    monkeypatch.setenv("HATANG_ORIGINS", "https://ha-tang.example")
    home = short_folder()
    done = hatang("demo", home=home)
    assert done.returncode == 2
    assert "production" in done.stderr
    assert not (home / "postgres").exists()


def test_the_doctor_of_a_stopped_house_is_well(short_folder: Callable[[], Path]) -> None:
    done = hatang("doctor", "--json", home=short_folder())
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    states = {finding["name"]: finding["state"] for finding in report["findings"]}
    assert states["postgres"] == "stopped"
    assert {"settings", "web", "worker", "disk", "tesseract", "chromium"} <= set(states)


def test_the_doctor_says_a_wrong_setting(
    short_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_ENV", "production")
    done = hatang("doctor", home=short_folder())
    assert done.returncode == 1
    assert "HATANG_SECRET_KEY" in done.stdout


def test_serving_with_a_wrong_setting_is_refused_in_one_sentence(
    short_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_ENV", "production")
    done = hatang("serve", home=short_folder())
    assert done.returncode == 2
    assert "HATANG_SECRET_KEY" in done.stderr
    assert done.stderr.count("\n") == 1


def test_assignments_of_an_unknown_plan_are_put_aside_with_a_reason(house: Path, tmp_path: Path) -> None:
    file = tmp_path / "phan-cong.jsonl"
    row = {"id": "A-1", "document_number": "94/KH-UBND", "text": "Việc", "unit": "Sở Xây dựng"}
    file.write_text(json.dumps(row), encoding="utf-8")
    done = hatang("exchange", "assignments", str(file), "--json", home=house)
    assert done.returncode == 1
    assert [fault["rule"] for fault in json.loads(done.stdout)["quarantined"]] == ["assignment.document"]
    states = hatang("exchange", "states", home=house)
    assert (states.returncode, states.stdout) == (0, "")


def test_units_go_out_and_come_back_as_a_workbook(house: Path, tmp_path: Path) -> None:
    file = tmp_path / "don-vi.xlsx"
    assert hatang("units", "export", file, "--template", home=house).returncode == 0
    book = openpyxl.load_workbook(file)
    book["Đơn vị"].append(["sngv", "Sở Ngoại vụ", None, "Sở"])
    book.save(file)
    checked = hatang("units", "check", file, "--json", home=house)
    assert checked.returncode == 0, checked.stderr
    assert [step["title"] for step in json.loads(checked.stdout)["steps"]] == ["Sở Ngoại vụ"]
    taken = hatang("units", "import", file, home=house)
    assert "1 new, 0 changed, 0 faults" in taken.stdout
    assert "0 new" in hatang("units", "import", file, home=house).stdout
    book["Đơn vị"].append(["p", "Phòng X", None, "Phòng, đơn vị thuộc sở"])
    book.save(file)
    faulty = hatang("units", "import", file, home=house)
    assert faulty.returncode == 1
    assert faulty.stdout.startswith("Đơn vị, 3, Mã cơ quan cấp trên: ")
    (tmp_path / "a.xlsx").write_text("ma,ten")
    refused = hatang("units", "check", tmp_path / "a.xlsx", home=house)
    assert (refused.returncode, refused.stdout) == (2, "")
