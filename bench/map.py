"""How long the map takes to its first complete picture, in a browser without a graphics card.

Serves a house of its own, fills it (map_fill.py: 10,000 masts with their cells, all hexagons of
resolution 9), opens the page in headless Chromium and waits for the mark the page sets once everything asked
for is drawn.
Writes bench/results/map.json. The outlines come from ../shared/data/bac-ninh/communes.geojson or the first
argument.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from house import House, say, served
from person import PASSWORD
from playwright.sync_api import Browser, Page, sync_playwright
from results import case, p95, write_results

OUTLINES = Path(__file__).resolve().parents[2] / "shared/data/bac-ninh/communes.geojson"
N_MASTS = 10_000
AIM_S = 2.5
SIZE = {"width": 1440, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
# Name, what it shows, address.
PICTURES = (
    ("province", "whole province, all hexagons and masts gathered", "lop=luc-giac&lop=tram"),
    ("areas", "whole province, communes by density and masts gathered", "lop=dia-ban&lop=tram"),
    (
        "near",
        "zoom 13, every mast, all cells as sectors",
        "lop=dia-ban&lop=tram&lop=o-phat&vi-tri=106.07,21.18,13",
    ),
)

# Frame times while the pointer drags [ms].
_FRAMES = """() => new Promise(done => {
  const times = []; let last = performance.now(); const end = last + 3000;
  const step = now => {
    times.push(now - last); last = now; now < end ? requestAnimationFrame(step) : done(times);
  };
  requestAnimationFrame(step);
})"""


def opened(browser: Browser, house: House) -> Page:
    """A page of somebody who has signed in."""
    headers = {"X-Forwarded-Proto": "https"}
    context = browser.new_context(
        base_url=house.address, viewport=SIZE, locale="vi-VN", extra_http_headers=headers
    )
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.fill("#id_login", "do-ban-do")
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit] >> nth=-1")
    page.wait_for_url("**/")
    return page


def time_to_picture(page: Page, query: str) -> float:
    """Seconds from the beginning of the navigation to the complete picture."""
    page.goto(f"/ban-do/?{query}")
    page.wait_for_selector("[data-map=ready]", timeout=60_000)
    ms: float = page.evaluate("performance.getEntriesByName('map-ready')[0].startTime")
    return ms / 1000


def pan(page: Page) -> list[float]:
    """Frame times while the map is dragged to and fro [ms]."""
    page.evaluate(f"window.frames_ = ({_FRAMES})()")
    page.mouse.move(900, 450)
    page.mouse.down()
    for i in range(60):
        page.mouse.move(900 + 150 * ((i % 20) / 10 - 1), 450 + i)
    page.mouse.up()
    times: list[float] = page.evaluate("window.frames_")
    return times


def measure(house: House, outlines: str, n: int) -> list[dict[str, Any]]:
    """Every picture `n` times with an empty cache and once more with a full one; then a drag."""
    filled = json.loads(house.run("map_fill.py", outlines, str(N_MASTS)))
    say(f"filled: {filled}")
    size = f"{filled['sites']} masts, {filled['cells']} cells, {filled['hexagons']} hexagons"
    found = []
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        # The server makes its answers once.
        time_to_picture(opened(browser, house), PICTURES[-1][2])
        for name, words, query in PICTURES:
            first, again = [], []
            for _turn in range(n):
                page = opened(browser, house)
                first.append(time_to_picture(page, query))
                again.append(time_to_picture(page, query))
            notes = f"{words}; {size}; page load to idle, {SIZE['width']} x {SIZE['height']}, SwiftShader"
            once, twice = statistics.median(first), statistics.median(again)
            found.append(case(f"map {name}, first visit", once, "s", "lower", n, notes))
            found.append(case(f"map {name}, again", twice, "s", "lower", n, notes))
            frames = pan(page)
            found.append(
                case(f"map {name}, frame of a drag p95", p95(frames), "ms", "lower", len(frames), words)
            )
            say(f"{name}: {once:.2f} s, again {twice:.2f} s, aim {AIM_S} s")
        browser.close()
    return found


def main(arguments: Sequence[str]) -> None:
    """Serve, fill, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outlines", nargs="?", default=str(OUTLINES))
    parser.add_argument("--port", type=int, default=8594)
    parser.add_argument("--turns", type=int, default=5)
    said = parser.parse_args(arguments)
    with served(said.port) as house:
        write_results("map", measure(house, said.outlines, said.turns))


if __name__ == "__main__":
    main(sys.argv[1:])
