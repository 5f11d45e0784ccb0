"""Links in bodies to our own stories."""

from datetime import UTC, datetime

from portal.content.models import Story
from portal.content.reading import Found, OtherEdition, Standing
from portal.i18n.languages import get
from portal.text.blocks import Factbox, Paragraph
from portal.text.markup import CleanHtml, clean_inline
from portal.web.links import references, resolved

WHEN = datetime(2026, 3, 7, tzinfo=UTC)


def found(*languages: str) -> Found:
    editions = tuple(OtherEdition(code, "three-parks", "Three parks", WHEN) for code in languages)
    story = Story(public_id=1234567, kind="news", source_language=languages[0])
    return Found(story, Standing.MISSING, editions, None)


def test_every_reference_that_may_be_stored_is_known() -> None:
    html = clean_inline('<a href="story:Old_Key#p-a1">a</a> <a lang="ar" href="story:1234567">b</a>')
    blocks = (Paragraph(html=html), Factbox(title="x", items=(CleanHtml('<a href="story:parks">d</a>'),)))

    assert references(blocks) == {"Old_Key", "1234567", "parks"}


def test_a_reference_leads_to_the_edition_of_the_text() -> None:
    html = clean_inline('<a lang="ar" dir="rtl" href="story:parks#p-a1">الحدائق <em>&amp;</em></a>')

    told = resolved(html, language=get("en"), stories={"parks": found("ar", "en")}, origin="https://portal.example")

    address = "https://portal.example/en/news/1234567-three-parks#p-a1"
    assert told == f'<a dir="rtl" href="{address}" lang="ar">الحدائق <em>&amp;</em></a>'


def test_where_the_edition_is_missing_it_leads_to_the_original_and_says_so() -> None:
    told = resolved('<a href="story:parks">parks</a>', language=get("kmr"), stories={"parks": found("en", "ar")})

    assert told == '<a href="/en/news/1234567-three-parks" hreflang="en">parks</a> <bdi>(îngilîzî)</bdi>'


def test_what_nobody_may_see_loses_its_link_and_other_links_stay() -> None:
    other = '<a href="https://example.org/?a=1&amp;b=2">there</a>'

    told = resolved(f'<a href="story:secret">plan</a>, {other}', language=get("en"), stories={})

    assert told == f"plan, {other}"
