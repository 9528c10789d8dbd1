"""A real server with its own PostgreSQL and worker, and a real browser in front of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from hatang.portal.demo.people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "src" / "hatang" / "portal" / "example"
FLAGS = [
    "--disable-gpu",
    # Draws the map without a graphics card.
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The day the house lives in, so that the same tasks are late in every run.
TODAY = "2025-12-01"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def chromium_path() -> str | None:
    """The browser of the system, where there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; tests are skipped with a word where none is found."""
    path = chromium_path()
    if path is None:
        pytest.skip("no chromium was found: install the package chromium to run the browser tests")
    flags = ["--no-sandbox", *FLAGS] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=flags)
        yield found
        found.close()


@contextmanager
def served(home: Path, *words: str) -> Iterator[str]:
    """Address of a house without documents, served from this home; `words` say what else `house` makes."""
    if not (ROOT / "src/hatang/portal/static/dist/manifest.json").exists():
        pytest.fail("the look has not been built: run make setup")
    port = _free_port()
    environment = {**os.environ, "HATANG_HOME": str(home), "HATANG_FREEZE": TODAY}
    environment.pop("DATABASE_URL", None)
    house = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.house", str(port), *words],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, house)
        yield address
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(timeout=60)


@pytest.fixture(scope="session")
def site(migrated_folder: Callable[[], Path], browser: Browser) -> Iterator[str]:
    """Address of a served house, which the tests fill as they need it."""
    with served(migrated_folder()) as address:
        yield address


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh browser profile; whatever the pages complain about fails the test."""
    complaints: list[str] = []
    # A browser in English: the house still speaks Vietnamese first.
    context = browser.new_context(base_url=site, viewport=DESKTOP, locale="en-GB", accept_downloads=True)
    context.set_default_timeout(15_000)

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{page.url}: {said.text}") if _is_complaint(said.text, said.type) else None
            ),
        )

    context.on("page", watch)
    yield context
    context.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of somebody who has not signed in."""
    return context.new_page()


@pytest.fixture
def sign_in(page: Page) -> Callable[[str], Page]:
    """Signs somebody in through the form."""

    return lambda username: signed_in(page, username)


@pytest.fixture
def office(sign_in: Callable[[str], Page]) -> Page:
    """A page of the programme office."""
    return sign_in("van-phong-so")


@pytest.fixture
def give_out(browser: Browser, site: str) -> Callable[[Page], None]:
    """Submits the document on a page, lets the leader of the office's unit approve it, and shows its tasks.

    What is in the programme already is left as it is.
    """

    def run(page: Page) -> None:
        ask = page.get_by_role("button", name="Trình duyệt")
        if not ask.count():
            return
        ask.click()
        expect(page.get_by_text("Đang trình duyệt", exact=True)).to_be_visible()
        context = browser.new_context(base_url=site, viewport=DESKTOP)
        leader = signed_in(context.new_page(), "lanh-dao-so")
        leader.goto(page.url)
        leader.get_by_role("button", name="Duyệt giao việc").click()
        leader.wait_for_url(re.compile(r"/nhiem-vu/\?ke-hoach=\d+$"))
        expect(leader.locator(".notice")).to_contain_text("Đã đưa vào chương trình")
        tasks = leader.url
        context.close()
        page.goto(tasks)

    return run


def signed_in(page: Page, username: str) -> Page:
    """The page after somebody has signed in through the form."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def _is_complaint(text: str, kind: str) -> bool:
    """Whether a line of the console says that something is wrong; an answer the test asked for is not.

    Nor is that reading a drawing back makes a processor wait, which stands for a graphics card here.
    """
    is_known = text.startswith("Failed to load resource") or "GL Driver Message" in text
    return kind in ("error", "warning") and not is_known


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, house: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if house.poll() is not None:
            pytest.fail(f"the house ended with {house.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the house did not answer within two minutes")
