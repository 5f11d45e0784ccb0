"""The build makes one folder of hashed names, leaves it alone while nothing changes, and says what it lacks."""

import gzip
import shutil
from pathlib import Path

import brotli
import pytest

from portal.assets import manifest, tools
from portal.assets.build import build
from portal.i18n.languages import LANGUAGES
from tests.machine import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of its own, in a folder whose name has a space, built once."""
    root = tmp_path_factory.mktemp("a site")
    static = root / "portal" / "static"
    for folder in ("css", "js/parts", "img"):
        (static / folder).mkdir(parents=True)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copy(ROOT / "package-lock.json", root)
    (root / "portal" / "i18n").mkdir()
    shutil.copy(ROOT / "portal" / "i18n" / "languages.py", root / "portal" / "i18n")
    (static / "css" / "site.css").write_text('@layer tokens, base;\n@import "./base.css";\n')
    (static / "css" / "base.css").write_text(
        '@layer base { p:--arabic-script { background: url("../img/mark.svg"); margin-inline-start: 1px } }'
    )
    (static / "img" / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (static / "js" / "menu.js").write_text('import { word } from "./parts/word.js"; document.title = word;')
    (static / "js" / "parts" / "word.js").write_text('export const word = "سڵاو";')
    build(root, say=lambda _: None)
    return root


@pytest.fixture
def dist(built: Path) -> Path:
    return built / "portal" / "static" / "dist"


def test_names_carry_the_hash_of_what_they_hold(dist: Path) -> None:
    names = manifest.load(dist)

    for name in ("site.css", "menu.js", "img/mark.svg", "fonts/vazirmatn-arabic.woff2"):
        hashed = names.hashed(name)
        assert hashed != name
        assert (dist / hashed).is_file()


def test_the_style_sheet_is_one_file_with_scripts_and_fonts_written_out(dist: Path) -> None:
    names = manifest.load(dist)
    css = (dist / names.hashed("site.css")).read_text("utf-8")

    assert "@import" not in css
    arabic = ",".join(f":lang({code})" for code, language in LANGUAGES.items() if language.script == "Arab")
    assert f"p:is({arabic})" in css
    assert f"url({names.hashed('fonts/vazirmatn-arabic.woff2')})" in css


def test_what_the_style_sheet_refers_to_is_there(dist: Path) -> None:
    css = (dist / manifest.load(dist).hashed("site.css")).read_text("utf-8")
    reference = css.split("background:url(")[1].split(")")[0].strip('"')

    assert (dist / reference).is_file()


def test_scripts_are_bundled(dist: Path) -> None:
    script = (dist / manifest.load(dist).hashed("menu.js")).read_text("utf-8")

    assert "سڵاو" in script
    assert "import" not in script


def test_texts_lie_ready_compressed(dist: Path) -> None:
    path = dist / manifest.load(dist).hashed("site.css")

    assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()
    assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == path.read_bytes()


def test_fonts_are_not_compressed_twice(dist: Path) -> None:
    assert list((dist / "fonts").glob("*.woff2.*")) == []


def test_nothing_is_built_again_while_nothing_changes(built: Path) -> None:
    assert build(built, say=lambda _: None) is False


def test_a_changed_source_is_built_under_a_new_name(built: Path, dist: Path) -> None:
    before = manifest.load(dist)

    (built / "portal" / "static" / "js" / "parts" / "word.js").write_text('export const word = "silav";')
    again = build(built, say=lambda _: None)

    assert again is True
    assert manifest.load(dist).hashed("menu.js") != before.hashed("menu.js")
    assert manifest.load(dist).hashed("site.css") == before.hashed("site.css")


def test_nothing_else_is_left_in_the_folder(built: Path) -> None:
    names = {path.name for path in (built / "portal" / "static").iterdir()}

    assert names == {"css", "js", "img", "dist"}


def test_a_fault_in_a_style_sheet_names_the_place(built: Path, dist: Path) -> None:
    broken = built / "portal" / "static" / "css" / "base.css"
    whole = broken.read_text("utf-8")
    broken.write_text('@import "./absent.css";')

    with pytest.raises(tools.Refused, match=r"absent\.css"):
        build(built, say=lambda _: None)

    broken.write_text(whole)
    assert manifest.load(dist).hashed("site.css")


def test_a_missing_package_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(tools.ToolMissing, match="vazirmatn is not installed: run `make build`"):
        tools.package(tmp_path, "vazirmatn")


def test_an_unknown_name_says_how_to_get_it(dist: Path) -> None:
    with pytest.raises(manifest.AssetsMissing, match="make build"):
        manifest.load(dist).hashed("absent.css")


def test_a_site_without_a_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(manifest.AssetsMissing, match="make build"):
        manifest.load(tmp_path)
