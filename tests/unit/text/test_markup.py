import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.html import INLINE_TAGS
from portal.text.markup import (
    CleanHtml,
    clean_block_html,
    clean_inline,
    excerpt,
    normalise,
    plain,
    recleaned,
    to_story_references,
)

PIECES = """
    <b> </b> <p> </p> <a~href='https://a.b/?x=1&y=2'> <a~href='javascript:x'> </a> <span> </span> <br> < > & &lt; &nbsp;
    "
    ' <bdi~dir=rtl~lang=ar> </bdi> <script> </script> <table><tr><td> </table> <!-- --> one~ ~two عربي
    <svg><style> <q ~
"""
pieces = st.sampled_from(
    [*(piece.replace("~", " ") for piece in PIECES.split()), "\u0338", "e\u0301", "\x00", "\ud800"]
)
soup = st.lists(pieces | st.text(max_size=5), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("x<script>alert(1)</script>y", "xy"),
        ("<b>bold</b> <i onclick=x>said</i>", "<strong>bold</strong> <em>said</em>"),
        ("<p>one</p><p>two</p>", "one two"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<a href='//evil.example/'>x</a>", "x"),
        ("<a href='data:text/html,x'>x</a>", "x"),
        ("<a href='https://a.b/' target=_blank>x</a>", '<a href="https://a.b/">x</a>'),
        ("<a href='story:parks-made-safe#p-ab'>x</a>", '<a href="story:parks-made-safe#p-ab">x</a>'),
        ("<a href='mailto:a@b.org'>x</a>", '<a href="mailto:a@b.org">x</a>'),
        ("<span style='color:red'>x</span>", "x"),
        ('<span lang="ar" dir="rtl" class="c">س</span>', '<span dir="rtl" lang="ar">س</span>'),
        ("<bdi>@press</bdi>", "<bdi>@press</bdi>"),
        ("<strong></strong><em> </em>x", "x"),
        ("a\n  b\tc", "a b c"),
        ("e\u0301", "é"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("<strong>a <b>b</b></strong>", "<strong>a b</strong>"),
    ],
)
def test_only_inline_markup_of_ours_is_left(dirty: str, clean: str) -> None:
    assert clean_inline(dirty) == clean


@given(soup)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    once = clean_inline(html)
    assert clean_inline(once) == once
    assert recleaned(once) == once


@given(soup)
def test_no_markup_but_the_allowed_comes_through(html: str) -> None:
    once = clean_inline(html)
    strict = nh3.clean(
        once,
        tags=set(INLINE_TAGS),
        attributes={"*": {"lang", "dir"}, "a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel", "story"},
        link_rel=None,
    )
    assert strict == once


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=60))
def test_no_word_of_plain_text_is_lost(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert plain(clean_inline(escaped)).split() == normalise(text).lstrip("\u0338").split()


def test_stored_html_that_was_tampered_with_is_cleaned_when_it_is_read() -> None:
    assert recleaned("a<img src=x onerror=alert(1)>b<script>x</script>") == "ab"


def test_deep_nesting_is_flattened() -> None:
    html = clean_inline("<span lang=ar>" * 3000 + "x")
    assert len(html) < 2000
    assert plain(html) == "x"


def test_clean_html_needs_no_escaping() -> None:
    html = clean_inline("<b>x</b>")
    assert isinstance(html, CleanHtml)
    assert html.__html__() is html


def test_blocks_are_kept_where_they_may_be() -> None:
    assert clean_block_html("<div><h2>T</h2><ul><li>a<li>b</ul><p onclick=x>x") == (
        "<h2>T</h2><ul><li>a</li><li>b</li></ul><p>x</p>"
    )


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://portal.example/ar/news/1234567-%D8%A7#p-ab1", "story:1234567#p-ab1"),
        ("/en/statements/123456789", "story:123456789"),
        ("/s/12345678", "story:12345678"),
        ("/ckb/news/1234567-x#top", "story:1234567"),
        ("/en/partners/1234567-us", "/en/partners/1234567-us"),
        ("/en/news/", "/en/news/"),
        ("https://other.example/en/news/1234567", "https://other.example/en/news/1234567"),
        ("mailto:a@b.org", "mailto:a@b.org"),
    ],
)
def test_links_to_our_own_stories_become_references(href: str, expected: str) -> None:
    html = f'<p>See <a lang="en" href="{href}">this</a></p>'
    assert to_story_references(html, "https://portal.example") == html.replace(href, expected)


def test_a_site_below_a_path_knows_its_own_stories() -> None:
    html = '<a href="https://a.example/portal/en/news/1234567-x">x</a>'
    assert to_story_references(html, "https://a.example/portal/") == '<a href="story:1234567">x</a>'


def test_plain_text_keeps_lines_and_drops_markup() -> None:
    assert plain('a<br>b &amp; <span lang="a">c</span> &lt;d&gt;') == "a\nb & c <d>"
    assert plain("<p>one</p><p>two</p>") == "one\ntwo"


def test_stored_text_is_composed_and_without_controls() -> None:
    assert normalise(" e\u0301\x00\r\nx\ud800 \ufeff") == "é\nx\ufffd"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("one two, three four", 10, "one two…"),
        ("التحالف الدولي ضد داعش", 16, "التحالف الدولي…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("aaaaaaaae\u0301xxx", 10, "aaaaaaaa…"),
    ],
)
def test_an_excerpt_ends_between_words(text: str, limit: int, expected: str) -> None:
    assert excerpt(text, limit) == expected


@given(st.text(max_size=80), st.integers(5, 40))
def test_an_excerpt_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(excerpt(text, limit)) <= limit
