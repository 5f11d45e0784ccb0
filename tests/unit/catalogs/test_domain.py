"""The catalogs of a running site: look-up, fallback, reload, and what is never shown."""

import gettext
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.catalogs import files, mo
from portal.catalogs.compile import compile_catalog, compile_folder
from portal.catalogs.domain import LOOK_EVERY, CatalogSet
from portal.catalogs.po import Catalog, Entry
from portal.catalogs.po_reader import parse
from portal.i18n import languages
from portal.i18n.languages import LANGUAGES, Language, get

Write = Callable[..., Path]

STORIES = ("%(count)s story", "%(count)s stories")
ARABIC = ("لا قصص", "قصة واحدة", "قصتان", "%(count)s قصص", "%(count)s قصة", "%(count)s قصة")


class Watch:
    """A clock for the interval between two looks."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time

    def pass_by(self) -> None:
        self.time += LOOK_EVERY + 0.01


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def catalogs(folder: Path, watch: Watch) -> CatalogSet:
    return CatalogSet(folder, monotonic=watch)


def compiled(folder: Path, code: str, *entries: Entry) -> Path:
    """Write a compiled catalog past the check, as another program might."""
    path = files.compiled_path(folder, code)
    files.replace_file(path, mo.pack(Catalog((files.new_catalog(get(code)).header, *entries))))
    return path


def test_without_any_catalog_everything_is_said_in_english(catalogs: CatalogSet) -> None:
    assert catalogs.gettext("ckb", "News") == "News"
    assert catalogs.ngettext("ckb", *STORIES, 1) == STORIES[0]
    assert catalogs.ngettext("ckb", *STORIES, 5) == STORIES[1]
    assert catalogs.gettext("fa", "News") == "News"


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert CatalogSet(tmp_path / "none").gettext("ar", "News") == "News"


def test_kurmanji_is_found_in_its_own_folder(write_po: Write, folder: Path, catalogs: CatalogSet) -> None:
    write_po("kmr", ("News", "Nûçe"))
    compile_folder(folder)
    assert catalogs.gettext("kmr", "News") == "Nûçe"


def test_contexts_are_kept_apart(write_po: Write, folder: Path, catalogs: CatalogSet) -> None:
    write_po("kmr", ("Open", "Vekirî"), more='msgctxt "verb"\nmsgid "Open"\nmsgstr "Veke"\n')
    compile_folder(folder)
    assert catalogs.gettext("kmr", "Open") == "Vekirî"
    assert catalogs.gettext("kmr", "Open", context="verb") == "Veke"
    assert catalogs.gettext("kmr", "Open", context="noun") == "Open"


def test_arabic_takes_each_of_its_six_forms(write_po: Write, folder: Path, catalogs: CatalogSet) -> None:
    write_po("ar", more=Entry(STORIES[0], ARABIC, plural=STORIES[1]).render())
    compile_folder(folder)
    said = [catalogs.ngettext("ar", *STORIES, n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111)]
    assert said == [ARABIC[form] for form in (0, 1, 2, 3, 3, 4, 4, 5, 5, 5, 3, 4)]
    assert catalogs.gettext("ar", STORIES[0]) == ARABIC[1]


def test_a_fallback_keeps_its_own_plural_rule(
    write_po: Write, folder: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    persian = Language(code="fa", endonym="فارسی", direction="rtl", script="Arab", locale="fa_IR", fallback="ar")
    monkeypatch.setitem(languages.LANGUAGES, "fa", persian)
    write_po("ar", ("News", "أخبار"), more=Entry(STORIES[0], ARABIC, plural=STORIES[1]).render())
    write_po("fa", ("Videos", "ویدیو"))
    compile_folder(folder)
    catalogs = CatalogSet(folder, monotonic=watch)
    assert catalogs.ngettext("fa", *STORIES, 0) == ARABIC[0]
    assert (catalogs.gettext("fa", "News"), catalogs.gettext("fa", "Videos")) == ("أخبار", "ویدیو")
    assert catalogs.gettext("ar", "Videos") == "Videos"


def test_untranslated_and_doubtful_messages_are_not_compiled(
    write_po: Write, folder: Path, catalogs: CatalogSet
) -> None:
    write_po("kmr", ("News", ""), more='#, fuzzy\nmsgid "Videos"\nmsgstr "Vîdyo?"\n')
    assert compile_catalog(folder, "kmr").refused == ()
    assert catalogs.gettext("kmr", "News") == "News"
    assert catalogs.gettext("kmr", "Videos") == "Videos"


def test_a_new_catalog_is_taken_up_without_a_restart(
    write_po: Write, folder: Path, catalogs: CatalogSet, watch: Watch
) -> None:
    write_po("kmr", ("News", "Nûçe"))
    compile_folder(folder)
    assert catalogs.gettext("kmr", "News") == "Nûçe"
    before = catalogs.version("kmr")
    write_po("kmr", ("News", "Nûçeyên nû"))
    compile_folder(folder)
    assert catalogs.gettext("kmr", "News") == "Nûçe"
    watch.pass_by()
    assert catalogs.gettext("kmr", "News") == "Nûçeyên nû"
    assert catalogs.version("kmr") != before


def test_compiling_the_same_again_leaves_the_file_alone(write_po: Write, folder: Path) -> None:
    write_po("kmr", ("News", "Nûçe"))
    assert compile_catalog(folder, "kmr").changed
    inode = files.compiled_path(folder, "kmr").stat().st_ino
    assert not compile_catalog(folder, "kmr").changed
    assert files.compiled_path(folder, "kmr").stat().st_ino == inode
    assert [path.name for path in (folder / "kmr" / "LC_MESSAGES").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("keep", [0, 3, 20, 27, 60, -2, -1])
def test_a_truncated_file_leaves_the_strings_as_they_were(
    write_po: Write, folder: Path, watch: Watch, keep: int, logged: pytest.LogCaptureFixture
) -> None:
    catalogs = CatalogSet(folder, monotonic=watch)
    write_po("kmr", ("News", "Nûçe"))
    compile_folder(folder)
    assert catalogs.gettext("kmr", "News") == "Nûçe"
    path = files.compiled_path(folder, "kmr")
    path.write_bytes(path.read_bytes()[:keep])
    watch.pass_by()
    assert catalogs.gettext("kmr", "News") == "Nûçe"
    assert "cannot be used" in logged.text
    logged.clear()
    watch.pass_by()
    assert catalogs.gettext("kmr", "News") == "Nûçe"
    assert logged.text == ""


def test_a_file_that_is_broken_from_the_start_is_said_in_english(folder: Path, catalogs: CatalogSet) -> None:
    path = files.compiled_path(folder, "kmr")
    path.parent.mkdir(parents=True)
    path.write_bytes(os.urandom(200))
    assert catalogs.gettext("kmr", "News") == "News"


def test_a_compiled_catalog_with_another_plural_rule_is_not_used(folder: Path, catalogs: CatalogSet) -> None:
    header = Entry("", ("Plural-Forms: nplurals=3; plural=(n > 2);\n",))
    data = mo.pack(Catalog((header, Entry("News", ("أخبار",)))))
    files.replace_file(files.compiled_path(folder, "ar"), data)
    assert catalogs.gettext("ar", "News") == "News"


@pytest.mark.parametrize(
    ("msgid", "text"),
    [
        ("News", "<script>alert(1)</script>"),
        ("<b>News</b>", '<b onclick="x()">هەواڵ</b>'),
        ("By %(name)s", "لەلایەن %(naem)s"),
        ("By %(name)s", "لەلایەن %(name)s %"),
    ],
)
def test_what_does_not_fit_its_source_is_left_out_at_load_time(
    folder: Path, catalogs: CatalogSet, msgid: str, text: str
) -> None:
    compiled(folder, "ckb", Entry(msgid, (text,)), Entry("Videos", ("ڤیدیۆ",)))
    assert catalogs.gettext("ckb", msgid) == msgid
    assert catalogs.gettext("ckb", "Videos") == "ڤیدیۆ"
    assert catalogs.left_out("ckb") == ((None, msgid),)


def test_a_plural_with_a_form_too_few_is_left_out(folder: Path, catalogs: CatalogSet) -> None:
    compiled(folder, "ar", Entry(STORIES[0], ARABIC[:4], plural=STORIES[1]))
    assert catalogs.ngettext("ar", *STORIES, 11) == STORIES[1]


def test_a_catalog_with_a_harmful_error_is_not_compiled_and_the_last_good_one_stays(
    write_po: Write, folder: Path, catalogs: CatalogSet, watch: Watch
) -> None:
    write_po("kmr", ("By %(name)s", "Ji %(name)s"))
    compile_folder(folder)
    write_po("kmr", ("By %(name)s", "Ji %(nav)s"))
    (built,) = compile_folder(folder)
    watch.pass_by()
    assert [finding.check for finding in built.refused] == ["placeholder", "placeholder"]
    assert catalogs.gettext("kmr", "By %(name)s") == "Ji %(name)s"


def test_a_broken_po_file_is_refused_by_itself(write_po: Write, folder: Path) -> None:
    write_po("ar", ("News", "أخبار"))
    write_po("kmr", more="<<<<<<< HEAD\n")
    assert [(built.language, bool(built.refused)) for built in compile_folder(folder)] == [("ar", False), ("kmr", True)]


def test_pythons_own_gettext_reads_what_we_compile() -> None:
    source = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "ب"\n'
    translations = gettext.GNUTranslations(io.BytesIO(mo.pack(parse(source))))
    assert translations.pgettext("c", "a") == "ب"


def test_many_threads_read_while_the_file_changes(write_po: Write, folder: Path) -> None:
    catalogs = CatalogSet(folder, monotonic=iter(range(10_000_000)).__next__)
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(catalogs.gettext("kmr", "News"))

    write_po("kmr", ("News", "Nûçe 0"))
    compile_folder(folder)
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 15):
        write_po("kmr", ("News", f"Nûçe {number}"))
        compile_folder(folder)
    stop.set()
    for thread in threads:
        thread.join()
    assert seen <= {f"Nûçe {number}" for number in range(15)}
    assert catalogs.gettext("kmr", "News") == "Nûçe 14"


def test_messages_missing_on_public_pages_are_told(write_po: Write, folder: Path, catalogs: CatalogSet) -> None:
    template = [
        Entry("News", locations=("portal/templates/reader/home.html",)),
        Entry("Videos", locations=("portal/web/desk/lists.py", "portal/templates/base.html")),
        Entry("Sign in", locations=("portal/templates/desk/login.html",)),
    ]
    files.write(files.template_path(folder), Catalog((Entry("", ("",)), *template)))
    write_po("kmr", ("News", "Nûçe"))
    compile_folder(folder)
    assert catalogs.missing_reader_messages("kmr") == ("Videos",)
    assert catalogs.missing_reader_messages("ckb") == ("News", "Videos")
    assert catalogs.missing_reader_messages("en") == ()


def test_every_language_can_be_asked(catalogs: CatalogSet) -> None:
    assert {code: catalogs.gettext(code, "News") for code in LANGUAGES} == dict.fromkeys(LANGUAGES, "News")
