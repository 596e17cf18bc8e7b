"""The square that sets up a second factor can be photographed. Invariant: it is looked at as drawn, under our CSP."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.casebook import Casebook
from tests.browser.visiting import LANGUAGES, visit

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8").split("\n", 1)[1]
SQUARE = "/accounts/2fa/totp/activate/"
# How much of the square is dark, by what lies under a grid of points; and how dark it is on what ground.
DRAWN = """square => {
  const box = square.getBoundingClientRect(), inside = [];
  for (let y = 2; y < box.height; y += 4) for (let x = 2; x < box.width; x += 4)
    inside.push(document.elementFromPoint(box.left + x, box.top + y));
  const dark = inside.filter(one => square.contains(one) && one !== square);
  return { share: dark.length / inside.length, fill: dark.length ? getComputedStyle(dark[0]).fill : "",
           ground: getComputedStyle(square.parentElement).backgroundColor };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_square_is_drawn_on_a_narrow_screen_under_the_csp(
    browser: Browser, casebook: Casebook, language: str
) -> None:
    page = visit(browser, casebook, "bolat", viewport={"width": 360, "height": 720}).page
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(SQUARE)
    # Whoever found the screen unlocked must not set up a factor of her own.
    page.fill("input[name=password]", casebook.passwords["bolat"])
    page.click("main form [type=submit]")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": casebook.address}])
    answer = page.goto(SQUARE)
    assert answer is not None and answer.headers["content-security-policy"].startswith("default-src 'self';")
    square = page.locator(".qr svg")
    square.scroll_into_view_if_needed()
    box, drawn = square.bounding_box(), square.evaluate(DRAWN)
    assert box is not None and box["width"] == box["height"] and 150 < box["width"] < 360
    # About half of a code is dark; a frame that stayed empty has none.
    assert 0.3 < drawn["share"] < 0.7
    assert (drawn["fill"], drawn["ground"]) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert page.evaluate(MEASURE) == [] and refused == []
    page.context.close()
