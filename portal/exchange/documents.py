"""Story documents as people hand them to commands: ours, one edition alone, what ``story show`` printed, or ninjs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.content.drafts import EditionDraft, StoryDraft, parse_edition, parse_story
from portal.content.history import latest_revision
from portal.content.kinds import KINDS
from portal.content.models import Facts, Story, TermRole
from portal.errors import Invalid
from portal.exchange.ninjs.files import parse
from portal.exchange.ninjs.reader import Item, read_item
from portal.exchange.refusal import Refusal
from portal.i18n.marks import N_


def read_story(data: bytes) -> StoryDraft:
    """Return the story in a file; raise Invalid naming the first fault.

    A news item (ninjs) is a story with one edition, a document with one ``language`` likewise.
    """
    document = _document(data)
    if not _is_news_item(document):
        return parse_story(document)
    item = _news_item(document)
    return StoryDraft(
        kind=item.kind or next(iter(KINDS)),
        source_language=item.language,
        editions={item.language: _text_of(item)},
    )


def read_edition(data: bytes, language: str) -> EditionDraft:
    """Return the text in ``language`` from a file: an edition alone, a whole story, or a news item. Raises Invalid."""
    document = _document(data)
    if _is_news_item(document):
        item = _news_item(document)
        _require_language(item.language, language)
        return _text_of(item)
    editions = document.get("editions")
    if editions is None:
        _require_language(document.get("language", document.get("source_language", language)), language)
        return parse_edition(document)
    if not isinstance(editions, Mapping) or language not in editions:
        raise Invalid(N_("The file has no text in %(language)s."), code="language", language=language)
    return parse_edition(editions[language])


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        document = parse(data)
    except Refusal as refusal:
        raise _invalid(refusal) from refusal
    if isinstance(document, Mapping) and "document" in document:
        document = document["document"]
    if not isinstance(document, Mapping):
        raise Invalid(N_("An object is expected here: %(place)s"), place="document")
    return document


def _is_news_item(document: Mapping[str, Any]) -> bool:
    return "uri" in document and not document.keys() & {"editions", "headline"}


def _news_item(document: Mapping[str, Any]) -> Item:
    try:
        return read_item(document)
    except Refusal as refusal:
        raise _invalid(refusal) from refusal


def _text_of(item: Item) -> EditionDraft:
    if item.draft is None:
        raise _invalid(Refusal("no-headline", "it was canceled and has no text"))
    return item.draft


def _require_language(found: object, wanted: str) -> None:
    if found != wanted:
        raise Invalid(N_("The file has no text in %(language)s."), code="language", language=wanted)


def _invalid(refusal: Refusal) -> Invalid:
    return Invalid(N_("This file cannot be taken: %(reason)s."), code=refusal.code, reason=refusal.reason)


def write_story(session: Session, story: Story) -> dict[str, Any]:
    """Return the document of ``story`` with the newest text of every edition; what is empty is left out."""
    texts = {edition.language: latest_revision(session, edition) for edition in story.editions}
    return _filled(
        {
            "key": story.handle,
            "kind": story.kind,
            "source_language": story.source_language,
            "facts": _facts(story.facts) if story.facts else {},
            "editions": {
                edition.language: _filled(
                    {
                        "headline": text.headline,
                        "standfirst": text.standfirst,
                        "byline": text.byline,
                        "dateline": text.dateline,
                        "slug": text.slug or edition.slug,
                        "seo_title": text.seo_title,
                        "seo_description": text.seo_description,
                        "blocks": text.blocks,
                    }
                )
                for edition in story.editions
                if (text := texts[edition.language])
            },
        }
    )


def _facts(facts: Facts) -> dict[str, Any]:
    def codes(role: TermRole) -> list[str]:
        return [tagged.term.code for tagged in facts.terms if tagged.role is role]

    return _filled(
        {
            "event_date": facts.event_date.isoformat() if facts.event_date else None,
            "authoritative_language": facts.authoritative_language,
            "places": codes(TermRole.PLACE),
            "topics": codes(TermRole.TOPIC),
            "campaigns": codes(TermRole.CAMPAIGN),
            "partners": codes(TermRole.PARTNER),
            "series": next(iter(codes(TermRole.SERIES)), None),
            "lead": facts.lead.key if facts.lead else None,
            "video": facts.video.key if facts.video else None,
            "signatories": [
                {"partner": tagged.term.code, "office": tagged.texts}
                for tagged in facts.terms
                if tagged.role is TermRole.SIGNATORY
            ],
            "extra": facts.extra,
        }
    )


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
