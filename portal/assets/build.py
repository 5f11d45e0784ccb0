"""Put the pieces of the front end together: one folder, replaced as a whole, and only when its sources have changed."""

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import brotli

from portal.assets import fonts, manifest, styles, tools
from portal.i18n.languages import LANGUAGES

STYLESHEETS = ("site.css",)
"""The style sheets that pages link to; all others are imported by these."""

# Logical properties, nesting, `:is()` and layers stay as they are written.
BROWSERS = "es2022,chrome111,edge111,firefox115,safari16.4"
COMPRESSED = {".css", ".js", ".svg", ".json", ".txt"}
STAMP = "inputs.sha256"

Say = Callable[[str], None]


def build(root: Path, *, say: Say) -> bool:
    """Build ``portal/static/dist`` unless it is up to date; return whether anything was built.

    ``say`` gets one line a step. Raises ToolMissing, and Refused for faults in the sources.
    """
    static = root / "portal" / "static"
    stamp = fingerprint(root)
    if _stamp_of(static / "dist") == stamp:
        return False
    with tempfile.TemporaryDirectory(dir=static, prefix=".build-") as scratch:
        made = Path(scratch) / "dist"
        made.mkdir()
        files: dict[str, str] = {}
        for step in (_fonts, _images, _styles, _scripts):
            files.update(step(root, made, scratch=Path(scratch), say=say))
        for name in files.values():
            _compress(made / name)
        manifest.write(made, files)
        (made / STAMP).write_text(stamp, "ascii")
        _replace(static / "dist", made)
    return True


def fingerprint(root: Path) -> str:
    """Return a hash over everything that the build's result depends on."""
    static = root / "portal" / "static"
    sources = [static / "css", static / "js", static / "img", root / "portal" / "assets"]
    paths = [path for folder in sources for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    digest = hashlib.sha256()
    for path in [root / "package-lock.json", root / "portal" / "i18n" / "languages.py", *sorted(paths)]:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _stamp_of(dist: Path) -> str | None:
    try:
        return (dist / STAMP).read_text("ascii")
    except FileNotFoundError:
        return None


def _fonts(root: Path, made: Path, *, scratch: Path, say: Say) -> dict[str, str]:
    package = tools.package(root, "vazirmatn")
    font = fonts.source(package)
    # The font's licence asks to travel with it.
    files = {"fonts/OFL.txt": _keep(made, "fonts/OFL.txt", (package / "OFL.txt").read_bytes())}
    urls = {}
    for cut in fonts.CUTS:
        name = f"fonts/vazirmatn-{cut.name}.woff2"
        content = fonts.cut_font(font, cut)
        files[name] = urls[cut.name] = _keep(made, name, content)
        say(f"{name}: {len(content) / 1000:.1f} kB")
    (scratch / "css").mkdir()
    (scratch / "css" / "fonts.css").write_text(fonts.stylesheet(font, urls), "utf-8")
    return files


def _images(root: Path, made: Path, *, scratch: Path, say: Say) -> dict[str, str]:
    folder = root / "portal" / "static" / "img"
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {path: f"img/{path.relative_to(folder).as_posix()}" for path in paths}
    if paths:
        shutil.copytree(folder, scratch / "img")  # where style sheets look for them
        say(f"img: {len(paths)} files")
    return {name: _keep(made, name, path.read_bytes()) for path, name in names.items()}


def _styles(root: Path, made: Path, *, scratch: Path, say: Say) -> dict[str, str]:
    scripts = {code: language.script for code, language in LANGUAGES.items()}
    try:
        styles.copy_expanded(root / "portal" / "static" / "css", scratch / "css", scripts=scripts)
    except styles.UnknownScript as error:
        raise tools.Refused(str(error)) from None
    entries = []
    for name in STYLESHEETS:
        entry = scratch / name
        # The fonts' rules come last: the sheet's first import declares the order of the layers.
        entry.write_text(f'@import "./css/{name}";\n@import "./css/fonts.css";\n', "utf-8")
        entries.append(entry)
    return _bundle(root, made, entries, "--external:*.woff2", "--loader:.svg=file", scratch=scratch, say=say)


def _scripts(root: Path, made: Path, *, scratch: Path, say: Say) -> dict[str, str]:
    entries = sorted((root / "portal" / "static" / "js").glob("*.js"))
    if not entries:
        return {}
    return _bundle(root, made, entries, "--splitting", "--format=esm", scratch=scratch, say=say)


def _bundle(root: Path, made: Path, entries: list[Path], *options: str, scratch: Path, say: Say) -> dict[str, str]:
    """Bundle each entry into one file of ``made``; esbuild puts the hash of the content into every name."""
    meta = scratch / "meta.json"
    tools.esbuild(
        root,
        *map(str, entries),
        *options,
        *("--bundle", "--minify", "--charset=utf8", f"--target={BROWSERS}", f"--outdir={made}", f"--metafile={meta}"),
        *("--entry-names=[name].[hash]", "--chunk-names=part.[hash]", "--asset-names=img/[name].[hash]"),
    )
    files = {}
    for output, about in json.loads(meta.read_text("utf-8"))["outputs"].items():
        path = root / output
        name = path.relative_to(made).as_posix()
        # What several entries share, and what a style sheet refers to, is named by its content alone.
        logical = Path(about["entryPoint"]).name if "entryPoint" in about else name
        files[logical] = name
        say(f"{logical}: {about['bytes'] / 1000:.1f} kB, {len(gzip.compress(path.read_bytes())) / 1000:.1f} kB gzip")
    return files


def _keep(made: Path, name: str, content: bytes) -> str:
    """Write a file under its name with the hash of its content before the ending; return that name."""
    path = Path(name)
    hashed = path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}")
    target = made / hashed
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return hashed.as_posix()


def _compress(path: Path) -> None:
    if path.suffix not in COMPRESSED:
        return
    content = path.read_bytes()
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    path.with_name(path.name + ".br").write_bytes(brotli.compress(content, quality=11))


def _replace(dist: Path, made: Path) -> None:
    old = made.with_name("old")
    if dist.exists():
        dist.rename(old)
    made.rename(dist)
