"""What an item of ninjs 3.1 looks like: our own statement of the standard, as far as text items go.

It agrees with IPTC's JSON schema (a test compares them), except that plans and coverage of events, and maps of places,
are not looked into: we take nothing from them.
Source: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json
"""

from portal.exchange.shapes import (
    Shape,
    anything,
    array,
    instant,
    number,
    one_of,
    record,
    text,
    uri,
    whole,
)

_WORDS = array(record({"role": text, "contentType": text, "value": text}, required=["value"]))
_BODIES = array(
    record(
        {"role": text, "contentType": text, "charCount": whole(), "wordCount": whole(), "value": text},
        required=["value"],
    )
)
_ADDRESS = record({"lines": array(text), "locality": text, "area": text, "postalCode": text, "country": text})
_CONTACTS = array(
    record(
        {"type": text, "role": text, "lang": text, "name": text, "value": text, "address": _ADDRESS},
        exactly_one_of=["value", "address"],
    )
)
_CONCEPT: dict[str, Shape] = {"name": text, "rel": text, "uri": uri, "literal": text}
_SYMBOLS = array(record({"exchange": text, "symbolType": uri, "symbol": text}))
_PERCENT = whole(0, 100)

_RENDITION = record(
    {
        "name": text,
        "href": uri,
        "contentType": text,
        "width": whole(),
        "height": whole(),
        "sizeInBytes": whole(),
        "duration": number,
        "format": text,
        "aspectRatio": text,
        "videoCodec": text,
        "frameRate": number,
        "poi": record({"x": whole(), "y": whole()}),
        "transportProtocol": text,
        "scanType": one_of("progressive", "interlaced"),
        "bitrate": text,
    },
    required=["name"],
)

TYPES = ("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning")
STATUSES = ("usable", "withheld", "canceled")

FIELDS: dict[str, Shape] = {
    "uri": uri,
    "type": one_of(*TYPES),
    "representationType": one_of("full", "partial"),
    "profile": text,
    "version": text,
    "firstCreated": instant,
    "versionCreated": instant,
    "contentCreated": instant,
    "embargoedUntil": instant,
    "pubStatus": one_of(*STATUSES),
    "urgency": whole(1, 9),
    "copyrightHolder": text,
    "copyrightNotice": text,
    "usageTerms": text,
    "edNote": text,
    "language": text,
    "descriptions": _WORDS,
    "bodies": _BODIES,
    "headlines": _WORDS,
    "people": array(record({**_CONCEPT, "contactInfo": _CONTACTS})),
    "organisations": array(record({**_CONCEPT, "symbols": _SYMBOLS, "contactInfo": _CONTACTS})),
    "places": array(record({**_CONCEPT, "contactInfo": _CONTACTS, "geoJSON": anything})),
    "subjects": array(record({**_CONCEPT, "creator": text, "relevance": _PERCENT, "confidence": _PERCENT})),
    "events": array(record({**_CONCEPT, "id": text})),
    "eventDetails": record(dict.fromkeys(("eventStatus", "plannedCoverageStatus", "dates", "organiser"), anything)),
    "plannedCoverage": array(anything),
    "objects": array(record(_CONCEPT)),
    "infoSources": array(record({"name": text, "role": text, "uri": uri, "literal": text, "contactInfo": _CONTACTS})),
    "title": text,
    "by": text,
    "slugline": text,
    "located": text,
    "renditions": array(_RENDITION),
    "altIds": array(record({"role": text, "value": text})),
    "trustIndicators": array(record({"role": uri, "href": uri})),
    "standard": record({"name": text, "version": text, "schema": uri}),
    "genres": array(record({"name": text, "uri": text, "literal": text})),
    "expires": instant,
    "rightsInfo": record(
        {"langId": uri, "linkedRights": uri, "encodedRights": text}, exactly_one_of=["linkedRights", "encodedRights"]
    ),
    "digitalSourceType": record({"name": text, "uri": uri, "literal": text}),
}
_ASSOCIATED: dict[str, Shape] = {**FIELDS, "name": text, "rel": text}
# Items within items, to any depth: the shape refers to itself.
FIELDS["associations"] = _ASSOCIATED["associations"] = array(record(_ASSOCIATED, required=["name", "uri"]))

_ITEM = record(FIELDS, required=["uri"])


def check_item(data: object) -> None:
    """Raise Refusal unless ``data`` is an item of the format."""
    _ITEM(data, "")
