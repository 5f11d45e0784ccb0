"""The directory of partners in the order of each alphabet, and each partner's own page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.content.commands import Context, create_story, publish
from portal.content.commands.terms import put_term
from portal.content.drafts import FactsDraft, Signatory, StoryDraft
from portal.content.models import Term, TermType
from portal.i18n import formatting
from portal.i18n.formatting import country_name
from portal.i18n.languages import LANGUAGES
from tests.factories import dom
from tests.factories.content import edition_draft, edition_of

ORDER = {
    "en": ["Albania", "Australia", "Belgium", "Canada", "Denmark", "Iraq", "Sweden", "United States"],
    "kmr": ["Albanya", "Belçîka", "Danîmarka", "Dewletên Yekbûyî", "Iraq", "Kanada", "Swêd", "Şîle"],
    "ar": ["أستراليا", "ألبانيا", "بلجيكا", "الدانمرك", "السويد", "العراق", "كندا", "الولايات المتحدة"],
    "ckb": ["ئوسترالیا", "بەلژیکا", "پۆڵەندا", "چیک", "دانیمارک", "سوید", "عێراق", "کەنەدا"],
}
"""Names in the order of their own alphabet: Ş after S, پ after ب, چ after ج, the Arabic article passed over."""


def countries(ctx: Context, names: list[str], language: str) -> None:
    for number, name in enumerate(sorted(names, reverse=True)):
        code = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"
        put_term(ctx, TermType.PARTNER, code, names={language: name}, country=code)
    ctx.session.commit()


def directory(client: FlaskClient, language: str) -> dom.Element:
    return dom.parse(client.get(f"/{language}/partners/").text).one("main")


@pytest.mark.parametrize("language", ORDER)
def test_the_directory_follows_the_alphabet_of_the_page(client: FlaskClient, ctx: Context, language: str) -> None:
    countries(ctx, ORDER[language], language)

    shown = [chip.text for chip in directory(client, language).one(class_="register").all("a", class_="chip")]

    assert shown == ORDER[language]


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en", ["A", "B", "C", "D", "I", "S", "U"]),
        ("kmr", ["A", "B", "D", "I", "K", "S", "Ş"]),
        ("ar", ["ا", "ب", "د", "س", "ع", "ك", "و"]),
        ("ckb", ["ئ", "ب", "پ", "چ", "د", "س", "ع", "ک"]),
    ],
)
def test_the_register_has_the_letters_of_the_page(
    client: FlaskClient, ctx: Context, language: str, letters: list[str]
) -> None:
    countries(ctx, ORDER[language], language)

    page = directory(client, language)

    assert [heading.text for heading in page.all("h3", class_="register__letter")] == letters
    links = page.one("ul", class_="letters").all("a")
    assert [link.text for link in links] == letters
    assert [link["href"].removeprefix("#") for link in links] == [
        group["id"] for group in page.all("section", class_="register__group")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_organisations_stand_apart_from_countries(client: FlaskClient, ctx: Context, language: str) -> None:
    names = {code: country_name("DE", record) for code, record in LANGUAGES.items()}
    put_term(ctx, TermType.PARTNER, "DE", names=names, country="DE")
    put_term(ctx, TermType.PARTNER, "NATO", names=dict.fromkeys(LANGUAGES, "NATO") | {"ar": "ناتو", "ckb": "ناتۆ"})
    ctx.session.commit()

    page = directory(client, language)

    assert len(page.all("a", class_="chip--org")) == 1
    assert [chip.text for chip in page.one(class_="register").all("a", class_="chip")] == [names[language]]
    assert page.one("p", class_="members__n").text == formatting.number(2, LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_directory_without_partners_is_a_page(client: FlaskClient, language: str) -> None:
    assert directory(client, language).all("a", class_="chip") == []


@pytest.fixture
def germany(ctx: Context) -> Term:
    """A partner that takes part in one story and has signed another."""
    names = {code: country_name("DE", record) for code, record in LANGUAGES.items()}
    term = put_term(ctx, TermType.PARTNER, "DE", names=names, country="DE")
    for facts, kind in (
        (FactsDraft(partners=("DE",)), "news"),
        (FactsDraft(signatories=(Signatory("DE"),)), "statement"),
    ):
        editions = {code: edition_draft(code) for code in LANGUAGES}
        story = create_story(ctx, StoryDraft(kind=kind, source_language="en", editions=editions, facts=facts))
        for edition in story.editions:
            publish(ctx, edition)
    ctx.session.commit()
    return term


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_has_a_page_with_what_names_it(client: FlaskClient, germany: Term, language: str) -> None:
    response = client.get(f"/{language}/partners/{germany.public_id}", follow_redirects=True)
    page = dom.parse(response.text)

    assert page.one("h1").text == country_name("DE", LANGUAGES[language])
    cards = page.all("article", data_card="")
    assert len(cards) == 2
    assert {card["data-language"] for card in cards} == {language}


def test_a_partner_is_also_called_what_the_others_call_it(client: FlaskClient, germany: Term) -> None:
    page = dom.parse(client.get(f"/ckb/partners/{germany.public_id}", follow_redirects=True).text)

    names = page.one("ul", class_="names").all("bdi")

    assert [(name["lang"], name["dir"], name.text) for name in names] == [
        (code, record.direction, country_name("DE", record)) for code, record in LANGUAGES.items() if code != "ckb"
    ]


def test_a_partner_that_is_named_twice_in_a_story_lists_it_once(app: Flask, client: FlaskClient, ctx: Context) -> None:
    term = put_term(ctx, TermType.PARTNER, "DE", names={"en": "Germany"}, country="DE")
    facts = FactsDraft(partners=("DE",), signatories=(Signatory("DE"),))
    story = create_story(
        ctx, StoryDraft(kind="news", source_language="en", editions={"en": edition_draft("en")}, facts=facts)
    )
    publish(ctx, edition_of(story, "en"))
    ctx.session.commit()

    page = dom.parse(client.get(f"/en/partners/{term.public_id}-germany").text)

    assert len(page.all("article", data_card="")) == 1


@pytest.mark.parametrize("way", ["{id}", "{id}-", "{id}-wrong"])
def test_other_ways_to_write_its_address_lead_to_the_proper_one(client: FlaskClient, germany: Term, way: str) -> None:
    response = client.get(f"/en/partners/{way.format(id=germany.public_id)}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/en/partners/{germany.public_id}-germany"


def test_a_story_is_no_partner_and_a_partner_no_story(client: FlaskClient, germany: Term) -> None:
    assert client.get(f"/en/news/{germany.public_id}").status_code == 404
    assert client.get(f"/s/{germany.public_id}").status_code == 404
