"""Extraction of the template from code and templates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.catalogs.extract import ExtractionError, extract
from portal.catalogs.po import Entry

Project = Callable[[dict[str, str]], Path]


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Project:
    """Make a project with the given files and our own babel.cfg."""

    def make(files: dict[str, str]) -> Path:
        (tmp_path / "babel.cfg").write_text((root / "babel.cfg").read_text("utf-8"), "utf-8")
        for name, text in files.items():
            path = tmp_path / "portal" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return make


def messages(root: Path) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in extract(root).messages}


def test_marks_contexts_plurals_lazy_strings_and_comments_are_found(project: Project) -> None:
    code = """
# Translators: on a button
a = _("Save")
b = lazy_gettext("Lazy"), _l("Lazier")
c = pgettext("month", "May"), NP_("verb", "Open")
d = ngettext("a day", "%(num)s days", 2), NN_("%(count)s hour", "%(count)s hours", 3)
e = N_("Marked %(name)s")
"""
    page = """{# Translators: the heading #}{% trans trimmed name=x %}
      Written
      by {{ name }}
    {% endtrans %}{{ npgettext("list", "item", "items", 3) }}{{ _("50%% done") }}"""
    found = messages(project({"a.py": code, "templates/page.html": page}))
    assert found["Save"].extracted == ("on a button",)
    assert {"Lazy", "Lazier"} <= set(found)
    assert (found["May"].context, found["Open"].context) == ("month", "verb")
    assert found["%(count)s hour"].plural == "%(count)s hours"
    assert found["Marked %(name)s"].flags == ("python-format",)
    assert found["Written by %(name)s"].extracted == ("the heading",)
    assert (found["item"].plural, found["item"].context) == ("items", "list")
    assert found["50%% done"].locations == ("portal/templates/page.html",)


def test_the_template_knows_files_but_no_lines_and_no_dates(project: Project) -> None:
    root = project({"a.py": '_("One")\n', "b.py": '_("One")\n_("Two")\n'})
    before = extract(root).render()
    (root / "portal" / "b.py").write_text('import os\n\n\n_("One")\n_("Two")\n', "utf-8")
    assert extract(root).render() == before
    assert "#: portal/a.py portal/b.py" in before
    assert "Date" not in before


def test_a_template_that_does_not_compile_stops_the_extraction(project: Project) -> None:
    root = project({"templates/bad.html": '{{ _("Lost") }}{% if x %}'})
    with pytest.raises(ExtractionError, match=r"portal/templates/bad\.html:1"):
        extract(root)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", 'x = 1\n_(f"Hello {x}")'),
        ("a.py", '_("Hello " + name)'),
        ("a.py", 'marks.N_("Hello %s" % name)'),
        ("templates/a.html", '{{ _("Hello " ~ name) }}'),
        ("templates/a.html", '{{ ngettext("a", "b" + c, 3) }}'),
    ],
)
def test_a_call_that_no_extractor_reads_is_not_passed_over(project: Project, name: str, text: str) -> None:
    with pytest.raises(ExtractionError, match=rf"portal/{name}:\d"):
        extract(project({name: text}))


@pytest.mark.parametrize("text", ["100% sure", "%s stories", "%(name) stories", "50 %"])
def test_bare_per_cent_signs_and_placeholders_without_names_are_refused(project: Project, text: str) -> None:
    with pytest.raises(ExtractionError, match="names for placeholders"):
        extract(project({"templates/a.html": f'{{{{ _("{text}") }}}}'}))


def test_one_message_has_one_plural(project: Project) -> None:
    with pytest.raises(ExtractionError, match="another plural"):
        extract(project({"a.py": 'ngettext("a", "b", 1)\nngettext("a", "c", 1)'}))


def test_a_singular_used_alone_as_well_is_one_message(project: Project) -> None:
    found = messages(project({"a.py": '_("a day")\nngettext("a day", "days", 1)'}))
    assert found["a day"].plural == "days"


def test_a_project_without_a_mapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    with pytest.raises(ExtractionError, match=r"babel\.cfg"):
        extract(tmp_path)


def test_our_own_code_can_be_extracted(root: Path) -> None:
    assert "just now" in messages(root)
