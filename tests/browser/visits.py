"""A reader's visit to a page: what was asked for, what was answered, and what went wrong."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from tests.machine import ROOT, unavailable

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

LISTEN = """
window.stopped = [];
addEventListener("securitypolicyviolation", (event) => {
  stopped.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
"""Notes what the security policy stops; runs before a page's own scripts."""

_OVERFLOW = """() => {
  const {scrollWidth, clientWidth} = document.documentElement;
  const beyond = (box) => box.right > clientWidth + 1 || box.left < -1;
  const name = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class")}`;
  return scrollWidth <= clientWidth
    ? []
    : [`${scrollWidth} > ${clientWidth}`, ...[...document.querySelectorAll("body *")]
        .filter((element) => beyond(element.getBoundingClientRect())).map(name)];
}"""

_INSPECT = """(async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map((node) =>
    `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
})()"""


@cache
def _axe() -> str:
    if not AXE.is_file():
        unavailable("axe-core is not installed (npm ci)")
    return AXE.read_text("utf-8")


@dataclass
class Visit:
    """A page of a browser. ``url`` is the site's address, without a slash at the end."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    @property
    def path(self) -> str:
        """Return where the reader is now."""
        return self.page.url.removeprefix(self.url)

    def open(self, path: str) -> int:
        """Go to a page and wait for all that it loads; return its status."""
        response = self.page.goto(self.url + path)
        assert response is not None
        return response.status

    def statuses(self, path: str) -> list[int]:
        """Return what a path was answered with, each time."""
        return [answer.status for answer in self.answers if answer.url == self.url + path]

    def faults(self) -> list[str]:
        """Return errors of scripts, what the security policy stopped, and what other hosts were asked for."""
        elsewhere = [each.url for each in self.requests if not each.url.startswith(f"{self.url}/")]
        lacking = [each.url for each in self.answers if each.status >= 400 and not each.request.is_navigation_request()]
        return [*self.errors, *self.page.evaluate("window.stopped"), *elsewhere, *lacking]

    def overflow(self) -> list[str]:
        """Return how far the page scrolls sideways and what makes it so; nothing if it does not."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found

    def barriers(self) -> list[str]:
        """Return what axe-core finds, a line for each element."""
        # The debugger's way in: the site's security policy lets in no script of others', and stays as it is.
        session = self.page.context.new_cdp_session(self.page)
        session.send("Runtime.evaluate", {"expression": _axe()})
        answer = session.send("Runtime.evaluate", {"expression": _INSPECT, "awaitPromise": True, "returnByValue": True})
        session.detach()
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        found: list[str] = answer["result"]["value"]
        return found

    def evaluate(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    def photograph(self, name: str) -> None:
        """Keep a picture of the whole page in the folder that PORTAL_TEST_ARTEFACTS names, if it names one."""
        if folder := os.environ.get("PORTAL_TEST_ARTEFACTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def _on_request(self, request: Request) -> None:
        self.requests.append(request)

    def _on_response(self, response: Response) -> None:
        self.answers.append(response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # An answer of 404 or 410 is reported as an error too: of the page itself it is what the test asks for, and of
        # anything else ``faults`` tells it.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.errors.append(f"{message.text} ({message.location['url']})")


@contextmanager
def visiting(context: BrowserContext, url: str) -> Iterator[Visit]:
    """Open a page for a visit, and close it."""
    page = context.new_page()
    try:
        yield Visit(page, url)
    finally:
        page.close()
