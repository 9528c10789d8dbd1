"""Takes the pictures of docs/screenshots: `make screenshots`.

Starts the demo on a port and in a home of its own, on a fixed day, and photographs every page on a desktop
and on a phone. Needs chromium.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from hatang.cli.django_door import set_up

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "screenshots"
# A morning on which the example province has late, coming and finished work.
MORNING = "2026-06-24T07:30"
SIZES = {"1440": {"width": 1440, "height": 900}, "390": {"width": 390, "height": 844}}
MOST_BYTES = 300_000
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--force-color-profile=srgb"]
LISTS = {
    "home": "/",
    "documents": "/van-ban/",
    "upload": "/van-ban/tai-len/",
    "tasks": "/nhiem-vu/",
    "targets": "/chi-tieu/",
    "units": "/don-vi/",
    "unknown-names": "/don-vi/chua-ro/",
    "tokens": "/ma-truy-cap/",
    "contradictions": "/mau-thuan/",
    "clarity": "/nhiem-vu/6-ro/",
    "board": "/nhiem-vu/bang/",
    "timeline": "/nhiem-vu/thoi-gian/",
    "calendar": "/nhiem-vu/lich/",
    "transitions": "/chuyen-tiep/",
    "relations": "/van-ban/quan-he/",
    "obstacles": "/vuong-mac/",
    "inbox": "/hop-thu/",
    "meetings": "/giao-ban/",
    "security": "/bao-mat/",
    "search": "/tim-kiem/?tim=tram+5g",
    "not-found": "/khong-co/",
}


def main() -> int:
    """Photograph every page at every size."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        print("No chromium was found; install the package chromium to take pictures.", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox", *FLAGS] if os.geteuid() == 0 else FLAGS
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for size in SIZES:
            photograph(browser, site, size)
        browser.close()
    return 0


@contextmanager
def demo() -> Iterator[str]:
    """The demo, served from a temporary home on the fixed morning."""
    home = Path(tempfile.mkdtemp(prefix="hatang-pictures-"))
    home.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "HATANG_HOME": str(home), "HATANG_FREEZE": MORNING, "HATANG_DEBUG": "0"}
    environment.pop("DATABASE_URL", None)
    house = subprocess.Popen(
        [sys.executable, "-m", "hatang.cli", "demo", "--port", str(port)], cwd=ROOT, env=environment
    )
    try:
        wait_for(f"http://localhost:{port}", house)
        yield f"http://localhost:{port}"
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def password() -> str:
    """What the accounts of the demo sign in with."""
    set_up()
    from hatang.portal.demo.people import PASSWORD

    return PASSWORD


def wait_for(site: str, house: "subprocess.Popen[bytes]") -> None:
    """Wait until the demo answers."""
    while house.poll() is None:
        try:
            with urllib.request.urlopen(f"{site}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("the demo ended before it answered")


def photograph(browser: Browser, site: str, size: str) -> None:
    """All pages at one size."""
    context = browser.new_context(base_url=site, viewport=SIZES[size], locale="vi-VN")
    page = context.new_page()
    page.goto("/dang-nhap/")
    keep(page, "sign-in", size)
    page.get_by_label("Tên đăng nhập").fill("van-phong-so")
    page.get_by_label("Mật khẩu").fill(password())
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    for name, address in LISTS.items():
        page.goto(address)
        keep(page, name, size)
    details(page, size)
    context.close()


def details(page: Page, size: str) -> None:
    """One document, task, target and unit, chosen by their words so that the pictures stay comparable."""
    page.goto("/van-ban/?tim=94/KH-UBND")
    document = follow(page)
    page.goto(f"{document}?xem=xem-lai")
    page.locator("button.field").nth(1).click()
    keep(page, "document-review", size)
    page.goto(f"{document}?xem=nhiem-vu")
    page.locator(".finding").nth(3).locator("button.field").nth(1).click()
    keep(page, "document-source", size)
    page.goto(f"{document}?xem=van-ban")
    keep(page, "document-about", size)
    for name, search in (
        ("task", "/nhiem-vu/?tim=20/10/2025"),
        ("target", "/chi-tieu/?tim=IPv6"),
    ):
        page.goto(search)
        page.goto(follow(page))
        keep(page, name, size)
    page.goto("/nhiem-vu/?tim=20/10/2025")
    page.goto(follow(page))
    page.goto(str(page.locator("a[href^='/nghia-vu/']").first.get_attribute("href")))
    keep(page, "obligation", size)
    meeting(page, size)
    page.goto("/don-vi/?tim=Sở Khoa học và Công nghệ")
    page.goto(follow(page))
    keep(page, "unit", size)
    page.goto("/nhiem-vu/")
    if size == "1440":
        page.keyboard.press("?")
        keep(page, "keyboard", size)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="English").click()
        keep(page, "tasks-in-english", size)


def meeting(page: Page, size: str) -> None:
    """The last meeting that was held, on the screen and in print; the first of the list is to come."""
    page.goto("/giao-ban/")
    page.goto(str(page.locator("[data-row-link]").nth(1).get_attribute("href")))
    keep(page, "meeting", size)
    page.emulate_media(media="print")
    keep(page, "meeting-print", size)
    page.emulate_media(media="screen")


def follow(page: Page) -> str:
    """Address of the first row of the list shown."""
    href = page.locator("#results [data-row-link]").first.get_attribute("href")
    if not href:
        raise SystemExit(f"nothing found at {page.url}")
    return href


def keep(page: Page, name: str, size: str) -> None:
    """Save what the window shows, with few enough colours to stay small."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > SIZES[size]["width"]:
        raise SystemExit(f"{name} scrolls sideways at {size}: {width}")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(colors=256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    path = OUT / f"{name}-{size}.png"
    small.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} is larger than {MOST_BYTES} bytes")
    print(re.sub(r"^.*/docs/", "docs/", str(path)))


if __name__ == "__main__":
    sys.exit(main())
