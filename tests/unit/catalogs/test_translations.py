"""Messages on pages: the joint of our catalogs with Flask-Babel and with templates."""

from collections.abc import Callable
from pathlib import Path

import flask_babel
import pytest
from flask import Flask, g, render_template_string
from markupsafe import Markup

from portal.catalogs import files, mo
from portal.catalogs.compile import compile_folder
from portal.catalogs.domain import CatalogSet
from portal.catalogs.po import Catalog, Entry
from portal.i18n.languages import get
from portal.i18n.marks import N_, NN_, NNP_, NP_, Message
from portal.web.translations import current_language, init_translations, speaking, translate

Write = Callable[..., Path]

STORIES = Entry("%(count)s story", ("یەک چیرۆک", "%(count)s چیرۆک"), plural="%(count)s stories")


@pytest.fixture
def app(folder: Path) -> Flask:
    application = Flask("portal")
    init_translations(application, CatalogSet(folder))
    return application


def page(app: Flask, language: str, template: str, **values: object) -> str:
    with app.test_request_context():
        g.language = language
        return render_template_string(template, **values)


def test_a_template_speaks_the_language_of_the_request(app: Flask, write_po: Write, folder: Path) -> None:
    write_po("kmr", ("News", "Nûçe"), ("By %(name)s", "Ji %(name)s"))
    compile_folder(folder)
    template = '{{ _("News") }}: {% trans trimmed name="A & B" %}\n  By {{ name }}\n{% endtrans %}'
    assert page(app, "kmr", template) == "Nûçe: Ji A &amp; B"
    assert page(app, "en", template) == "News: By A &amp; B"


def test_outside_a_request_the_source_language_is_spoken(app: Flask) -> None:
    assert current_language() == "en"
    with app.app_context():
        assert current_language() == "en"


def test_babel_formats_with_the_locale_of_the_language(app: Flask) -> None:
    with app.test_request_context():
        g.language = "kmr"
        assert str(flask_babel.get_locale()) == "ku_TR"


def test_counts_come_in_the_digits_of_the_edition(app: Flask, write_po: Write, folder: Path) -> None:
    write_po("ckb", ("In %(year)s", "لە %(year)s"), more=STORIES.render())
    compile_folder(folder)
    template = '{{ ngettext("%(count)s story", "%(count)s stories", n) }} {{ _("In %(year)s", year=2026) }}'
    assert page(app, "ckb", template, n=1234) == "١٬٢٣٤ چیرۆک لە ٢٠٢٦"
    assert page(app, "ckb", template, n=1) == "یەک چیرۆک لە ٢٠٢٦"
    assert page(app, "en", template, n=1234) == "1,234 stories In 2026"
    assert page(app, "en", '{{ ngettext("%(num)d day", "%(num)d days", 1234) }}') == "1234 days"


HOSTILE = '" onmouseover="alert(1)'


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b", "x<svg/onload=y>"])
def test_markup_that_the_source_lacks_never_reaches_a_page(app: Flask, folder: Path, text: str) -> None:
    forced(folder, Entry("News", (text,)))
    shown = page(app, "ckb", '<p title="{{ _("News") }}">{{ _("News") }}</p>')
    assert shown == '<p title="News">News</p>'


def test_a_translation_cannot_leave_its_attribute(app: Flask, folder: Path) -> None:
    forced(folder, Entry("News", (HOSTILE,)))
    shown = page(app, "ckb", '<p title="{{ _("News") }}">')
    assert shown == '<p title="&#34; onmouseover=&#34;alert(1)">'


def test_markup_of_the_source_and_isolation_are_kept(app: Flask, write_po: Write, folder: Path) -> None:
    write_po(
        "ckb", ("<b>All</b> of %(name)s", "<b>هەموو</b>ی %(name)s"), ("By %(name)s", "لەلایەن <bdi>%(name)s</bdi>")
    )
    compile_folder(folder)
    assert page(app, "ckb", '{{ _("<b>All</b> of %(name)s", name="<i>") }}') == "<b>هەموو</b>ی &lt;i&gt;"
    assert page(app, "ckb", '{{ _("By %(name)s", name="<i>") }}') == "لەلایەن <bdi>&lt;i&gt;</bdi>"


def test_plain_templates_are_not_escaped(app: Flask, folder: Path) -> None:
    forced(folder, Entry("Quote", ('a "b" & c',)))
    with app.test_request_context():
        g.language = "ckb"
        assert (
            app.jinja_env.from_string('{% autoescape false %}{{ _("Quote") }}{% endautoescape %}').render()
            == 'a "b" & c'
        )


@pytest.mark.parametrize("text", ["%(naem)s", "%(name)d", "100 %", "%(name", "%(name)s %z"])
def test_a_mistaken_placeholder_gives_the_source_text_and_no_error(app: Flask, folder: Path, text: str) -> None:
    forced(folder, Entry("By %(name)s", (text,)))
    assert page(app, "ckb", '{{ _("By %(name)s", name="N") }}') == "By N"
    with app.app_context():
        assert translate(Message("By %(name)s", {"name": "N"}), "ckb") == "By N"


def test_a_translation_that_its_values_do_not_fill_is_logged_and_the_source_stands_in(
    app: Flask, folder: Path, logged: pytest.LogCaptureFixture
) -> None:
    forced(folder, Entry("One", ("یەک لە %(all)s", "%(count)s لە %(all)s"), plural="%(count)s of %(all)s"))
    message = Message("One", {"count": 1}, plural="%(count)s of %(all)s", count=1)
    with app.app_context():
        assert translate(message, "ckb") == "One"
    assert "cannot be filled in" in logged.text


def test_a_value_that_the_code_forgot_is_an_error(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError):
        translate(Message("By %(name)s"), "ckb")


def test_messages_marked_below_become_plain_words(app: Flask, write_po: Write, folder: Path) -> None:
    more = 'msgctxt "verb"\nmsgid "Open %(what)s"\nmsgstr "Veke <bdi>%(what)s</bdi>"\n'
    write_po("kmr", ("News", "Nûçe"), more=more)
    compile_folder(folder)
    with app.app_context():
        assert translate(Message(N_("News")), "kmr") == "Nûçe"
        assert translate(NP_("verb", "Open %(what)s", what="<x>"), "kmr") == "Veke \u2068<x>\u2069"
        assert translate(NN_("%(count)s story", "%(count)s stories", 2), "kmr") == "2 stories"
        assert translate(NNP_("list", "%(count)s item", "%(count)s items", 1), "kmr") == "1 item"


def test_another_language_is_spoken_for_a_while(app: Flask, write_po: Write, folder: Path) -> None:
    write_po("kmr", ("News", "Nûçe"))
    write_po("ar", ("News", "أخبار"))
    compile_folder(folder)
    with app.app_context():
        g.language = "ar"
        assert flask_babel.gettext("News") == "أخبار"
        with speaking("kmr"):
            assert flask_babel.gettext("News") == "Nûçe"
            assert str(flask_babel.get_locale()) == "ku_TR"
        assert flask_babel.gettext("News") == "أخبار"
        assert str(flask_babel.get_locale()) == "ar_IQ"


def test_libraries_find_our_catalogs_through_flask_babel(app: Flask, write_po: Write, folder: Path) -> None:
    write_po("ckb", ("Sure, 100%%", "بەڵێ، ١٠٠%%"), more=STORIES.render())
    compile_folder(folder)
    with app.app_context():
        g.language = "ckb"
        assert flask_babel.gettext("Sure, 100%%") == "بەڵێ، ١٠٠%"
        assert flask_babel.ngettext("%(count)s story", "%(count)s stories", 3) == "٣ چیرۆک"
        assert str(flask_babel.lazy_gettext("Sure, 100%%")) == "بەڵێ، ١٠٠%"
        assert flask_babel.pgettext("x", "News") == "News"
        stock = flask_babel.get_translations()
        assert stock.ungettext("%(count)s story", "%(count)s stories", 3) == "%(count)s چیرۆک"
        assert stock.upgettext("x", "News") == "News"


def test_values_that_are_html_stay_html(app: Flask) -> None:
    shown = page(app, "en", '{{ _("By %(name)s", name=name) }}', name=Markup("<bdi>N</bdi>"))
    assert shown == "By <bdi>N</bdi>"


def forced(folder: Path, *entries: Entry) -> None:
    """Put a compiled Sorani catalog in place that no check has seen."""
    catalog = Catalog((files.new_catalog(get("ckb")).header, *entries))
    files.replace_file(files.compiled_path(folder, "ckb"), mo.pack(catalog))
