"""The check of catalogs: each fault is found under its name, and good translations raise no alarm."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogs import checks, files
from portal.catalogs.checks import check_folder, unfit
from portal.catalogs.po import Catalog, Entry
from portal.i18n.languages import get

Write = Callable[..., Path]

PYBABEL_ARABIC = (
    "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=0 && n%100<=2 ? 4 : 5)"
)


def errors(folder: Path) -> list[str]:
    return [finding.check for finding in check_folder(folder).errors]


def warnings(folder: Path) -> list[str]:
    return [finding.check for finding in check_folder(folder).warnings]


@pytest.mark.parametrize(
    ("check", "code", "pair"),
    [
        ("placeholder", "ckb", ("By %(name)s", "لەلایەن %(naem)s")),
        ("placeholder", "ckb", ("By %(name)s", "نووسەر")),
        ("placeholder", "ckb", ("News", "هەواڵ %(name)s")),
        ("placeholder", "ckb", ("Page %(page)d", "پەڕەی %(page)s")),
        ("placeholder", "kmr", ("Hello {name}", "Silav {navê}")),
        ("percent", "ckb", ("All of it", "لە 100% هەمووی")),
        ("percent", "kmr", ("Half", "%50")),
        ("percent", "kmr", ("By %(name)s", "%(name)s %")),
        ("tags", "ckb", ("News", "<script>alert(1)</script>")),
        ("tags", "ckb", ("News", "هەواڵ<script src=//x")),
        ("tags", "ckb", ("News", "هەواڵ <!-- x")),
        ("tags", "ckb", ("<b>News</b>", '<b onclick="x()">هەواڵ</b>')),
        ("tags", "ckb", ('<a href="/a">News</a>', '<a href="/b">هەواڵ</a>')),
        ("tags", "ckb", ('<a href="/a">News</a>', '<a href="/a" href="javascript:x">هەواڵ</a>')),
        ("tags", "ckb", ('<a href="/a">News</a>', "هەواڵ")),
        ("tags", "ckb", ("<b>News</b>", "<b>هەواڵ")),
        ("tags", "ckb", ("<b>News</b>", "<b>هەواڵ</b><b>هەواڵ</b>")),
        ("tags", "ckb", ("<b>News</b>", '<b dir="x" >هەواڵ</b>')),
        ("tags", "ckb", ("News", '<bdi dir="ltr">هەواڵ</bdi>')),
        ("bidi", "ckb", ("News", "\u202bهەواڵ")),
        ("bidi", "ckb", ("News", "هەواڵ\u2069")),
        ("bidi", "ckb", ("News", "\u2068هەواڵ\n\u2069")),
        ("bidi", "ckb", ("News", "\u2068هەواڵ\u202c")),
        ("alphabet", "ckb", ("Kurdistan", "كوردستان")),
        ("alphabet", "ckb", ("News", "هەواڵي")),
        ("alphabet", "ckb", ("News", "هەواڵى")),
        ("alphabet", "ckb", ("News", "هەواڵة")),
        ("alphabet", "ar", ("News", "أخبار ک")),
        ("alphabet", "ar", ("News", "أخبار ی")),
        ("alphabet", "ar", ("News", "أخبار ە")),
        ("alphabet", "ar", ("News", "أخبار\u200b")),
        ("alphabet", "ar", ("News", "ﺃخبار")),
        ("alphabet", "kmr", ("News", "Нuçe")),
        ("alphabet", "kmr", ("News", "هەواڵ")),
        ("alphabet", "ckb", ("Latest news", "Nûçeyên dawî")),
        ("alphabet", "ar", ("News", "أخبار Новости")),
        ("same", "kmr", ("News", "News")),
        ("missing", "kmr", ("News", "")),
    ],
)
def test_a_fault_is_an_error_under_its_name(
    write_po: Write, folder: Path, check: str, code: str, pair: tuple[str, str]
) -> None:
    write_po(code, pair)
    assert set(errors(folder)) == {check}


@pytest.mark.parametrize(
    ("code", "msgid", "text"),
    [
        ("ckb", "By %(name)s, %(name)s", "لەلایەن %(name)s"),
        ("ckb", "100%% done", "١٠٠%% تەواو بوو"),
        ("ckb", "<b>News</b> now", '<b dir="rtl" lang="ckb">هەواڵ</b>ی نوێ'),
        ("ckb", "<b>News</b> of %(name)s", '<b>هەواڵ</b>ی <bdi dir="auto">%(name)s</bdi>'),
        ("ckb", "By %(name)s", "لەلایەن <bdi>%(name)s</bdi>"),
        ("ckb", "One<br>two", "یەک<br>دوو"),
        ("ckb", "The motto", "دروشمەکە «الحرية» بوو"),
        ("ckb", "The <b>motto</b>", 'دروشمەکە <b lang="ar">الحرية</b> بوو'),
        ("ckb", "Write to us", "بۆمان بنووسە: info@example.org"),
        ("ckb", "The MP4 file", "فایلی MP4"),
        ("ckb", "WebVTT file", "WebVTT"),
        ("kmr", "The motto", "«الحرية»"),
        ("ar", "Daesh, Iraq; and?", "داعش، العراق؛ و؟"),
        ("ar", "Video from Çankaya", "فيديو من چانكايا"),
        ("ar", "7 days", "7 أيام"),
        ("kmr", "News", "Nûçe"),
        ("kmr", "Isolated %(name)s", "\u2068%(name)s\u2069 hat"),
    ],
)
def test_a_good_translation_raises_no_alarm(write_po: Write, folder: Path, code: str, msgid: str, text: str) -> None:
    write_po(code, (msgid, text))
    report = check_folder(folder)
    assert (report.errors, report.warnings) == ([], [])


@pytest.mark.parametrize(
    ("check", "code", "pair"),
    [
        ("digits", "ckb", ("7 days", "7 ڕۆژ")),
        ("digits", "ckb", ("7 of 8", "٧ لە 8")),
        ("digits", "ar", ("7 days", "٧ أيام")),
        ("digits", "ckb", ("7 days", "۷ ڕۆژ")),
        ("bidi", "ckb", ("News", "\u202bهەواڵ\u202c")),
        ("bidi", "ckb", ("News", "\u200eهەواڵ")),
        ("alphabet", "ckb", ("Day", "روو")),
        ("alphabet", "ckb", ("News", "هەواڵ ھەیە")),
        ("alphabet", "ckb", ("News, now", "هەواڵ, ئێستا")),
        ("alphabet", "ar", ("News?", "أخبار ؟")),
        ("alphabet", "ar", ("News, now", "أخبار،الآن")),
        ("alphabet", "ar", ("News", "أخبـــار")),
        ("alphabet", "kmr", ("News", "Nûçe خبر")),
        ("tags", "ckb", ("<em>News</em>", "هەواڵ")),
    ],
)
def test_what_is_seldom_meant_is_a_warning(
    write_po: Write, folder: Path, check: str, code: str, pair: tuple[str, str]
) -> None:
    write_po(code, pair)
    assert errors(folder) == []
    assert set(warnings(folder)) == {check}


def plural_entry(code: str, *texts: str) -> str:
    forms = texts if len(texts) > 1 else texts * get(code).plural_rule.forms
    return Entry("%(count)s story", forms, plural="%(count)s stories").render()


def test_the_numeral_may_be_a_word_where_a_form_means_one_number(write_po: Write, folder: Path) -> None:
    arabic = ("لا قصص", "قصة واحدة", "قصتان", "%(count)s قصص", "%(count)s قصة", "%(count)s قصة")
    write_po("ar", more=plural_entry("ar", *arabic))
    write_po("ckb", more=plural_entry("ckb", "یەک چیرۆک", "%(count)s چیرۆک"))
    assert errors(folder) == []


def test_the_numeral_may_not_be_missing_where_a_form_means_many(write_po: Write, folder: Path) -> None:
    write_po("ckb", more=plural_entry("ckb", "یەک چیرۆک", "چیرۆکەکان"))
    assert errors(folder) == ["placeholder"]


def test_a_missing_form_is_a_wrong_count(write_po: Write, folder: Path) -> None:
    write_po("ar", more=plural_entry("ar", "لا قصص", "قصة", "قصتان", "%(count)s قصص"))
    write_po("ckb", more=plural_entry("ckb", "یەک چیرۆک", ""))
    assert errors(folder) == ["plural-count", "plural-count"]


def test_pybabels_arabic_header_is_refused(write_po: Write, folder: Path) -> None:
    write_po("ar", ("News", "أخبار"), plural=PYBABEL_ARABIC)
    assert errors(folder) == ["plural-header"]


@pytest.mark.parametrize("header", ["Plural-Forms: nplurals=3; plural=(n > 2);", "X-Plural: none", "Plural-Forms: ?"])
def test_any_other_rule_than_the_languages_is_refused(write_po: Write, folder: Path, header: str) -> None:
    write_po("ar", ("News", "أخبار"), plural=header)
    assert errors(folder) == ["plural-header"]


def test_the_same_rule_may_be_written_otherwise(write_po: Write, folder: Path) -> None:
    write_po("ckb", ("News", "هەواڵ"), plural="Plural-Forms: nplurals=2; plural=n==1 ? 0 : 1;")
    assert errors(folder) == []


def test_a_doubtful_message_is_an_error_of_its_own(write_po: Write, folder: Path) -> None:
    write_po("kmr", more='#, fuzzy\nmsgid "News"\nmsgstr "News %(x)s"\n')
    assert errors(folder) == ["fuzzy"]


@pytest.mark.parametrize("broken", ['msgid "a\n', "<<<<<<< HEAD\n", 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'])
def test_a_broken_file_is_one_error_and_the_others_are_checked(write_po: Write, folder: Path, broken: str) -> None:
    write_po("ar", more=broken)
    write_po("ckb", ("News", "News"))
    assert errors(folder) == ["syntax", "same"]


def test_a_catalog_of_no_language_of_ours_is_an_error(write_po: Write, folder: Path) -> None:
    path = write_po("kmr", ("News", "Nûçe"))
    target = folder / "ku_TR" / "LC_MESSAGES"
    target.parent.mkdir()
    path.parent.rename(target)
    assert errors(folder) == ["syntax"]


def test_what_may_stay_english_is_listed(write_po: Write, folder: Path) -> None:
    write_po("kmr", ("Atom", "Atom"), ("%(count)s", "%(count)s"), ("News", "News"))
    (folder / "kmr" / "same.txt").write_text("# names of formats\nAtom\n", "utf-8")
    report = check_folder(folder)
    assert [(finding.check, finding.msgid) for finding in report.errors] == [("same", "News")]


def test_messages_of_the_template_must_be_in_every_catalog(write_po: Write, folder: Path) -> None:
    files.write(files.template_path(folder), Catalog((Entry("", ("",)), Entry("News"), Entry("Videos"))))
    write_po("ckb", ("News", "هەواڵ"))
    found = check_folder(folder, ["ckb", "kmr"]).errors
    assert [(each.language, each.check, each.msgid) for each in found] == [
        ("kmr", "missing", ""),
        ("ckb", "missing", "Videos"),
    ]


def test_a_finding_names_language_file_message_and_context(write_po: Write, folder: Path) -> None:
    path = write_po("kmr", more='msgctxt "verb"\nmsgid "Open"\nmsgstr "Open"\n')
    assert check_folder(folder).errors == [
        checks.Finding(
            "kmr", str(path), "Open", "verb", "same", "equals the source; if that is right, list it in same.txt"
        )
    ]


def test_an_empty_folder_has_no_faults(folder: Path) -> None:
    assert check_folder(folder, ["ar"]) == checks.Report()


_MESSY = st.text(alphabet=st.sampled_from("ab <>/=\"'%(){}sd\n&;bdiبك\u2068\u2069\u202e7٧،"), max_size=60)


@given(_MESSY, _MESSY)
def test_it_judges_any_text_without_raising(source: str, text: str) -> None:
    unfit((source, None), (text,), get("ckb").plural_rule)


@given(_MESSY)
def test_text_without_markup_and_format_always_fits_itself(text: str) -> None:
    plain = text.replace("<", "").replace("%", "").replace("{", "")
    assert unfit((plain, None), (plain,), get("ckb").plural_rule) == []


@given(_MESSY, st.sampled_from(["<script>", "<img src=x onerror=y>", "<a href='x'>", "<svg/onload=x>", "</p>", "<!--"]))
def test_foreign_markup_never_fits_wherever_it_stands(text: str, tag: str) -> None:
    harmless = text.replace("<", "").replace("%", "").replace("{", "")
    assert ("tags") in {check for check, _ in unfit((harmless, None), (harmless + tag,), get("ckb").plural_rule)}
