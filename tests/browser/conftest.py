"""Fixtures of the browser tests: a served site with something of everything, Chromium, and readers who use it.

One site and one browser a test process. No test changes what another one reads, so pages are all that is made anew.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from portal.clock import frozen_clock
from portal.services import EXTENSION
from tests.browser.visits import LISTEN, NARROW, Visit, visiting
from tests.factories.running import NOW, Site, filled_site, served, site_settings
from tests.functional.conftest import compiled_translations, migrated_database, template_cache
from tests.machine import free_port

__all__ = ["compiled_translations", "migrated_database", "template_cache"]

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
FOREIGN = "de-DE"
"""The language of the readers' browsers: none of ours, so that nothing follows from it."""


@pytest.fixture(scope="session")
def live_site(
    tmp_path_factory: pytest.TempPathFactory,
    migrated_database: Path,
    compiled_translations: Path,
    template_cache: FileSystemBytecodeCache,
) -> Iterator[Site]:
    """A site with something of everything, with pictures in all sizes, that is served at its own address."""
    data_dir = tmp_path_factory.mktemp("live")
    shutil.copy(migrated_database, data_dir / "portal.db")
    port = free_port()
    settings = site_settings(data_dir, compiled_translations, site_url=f"http://127.0.0.1:{port}")
    filled = filled_site(settings, frozen_clock(NOW), template_cache=template_cache, renditions=True)
    with filled as site, served(site.app, port=port):
        yield site


@pytest.fixture(scope="session")
def url(live_site: Site) -> str:
    """The address of the site, without a slash at the end."""
    address: str = live_site.app.extensions[EXTENSION].settings.site_url
    return address


@pytest.fixture(scope="package")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """Chromium. It goes with the last test of this folder, because an event loop runs beneath the tests until then."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def ordinary(browser: Browser) -> Iterator[BrowserContext]:
    """A browser as most readers have it."""
    context = browser.new_context(locale=FOREIGN, viewport=NARROW)
    context.add_init_script(LISTEN)
    yield context
    context.close()


@pytest.fixture(scope="package")
def without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no scripts."""
    context = browser.new_context(locale=FOREIGN, viewport=NARROW, java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def visit(ordinary: BrowserContext, url: str) -> Iterator[Visit]:
    """A reader on a phone."""
    with visiting(ordinary, url) as opened:
        yield opened


@pytest.fixture
def plain(without_scripts: BrowserContext, url: str) -> Iterator[Visit]:
    """A reader on a phone that runs no scripts."""
    with visiting(without_scripts, url) as opened:
        yield opened
