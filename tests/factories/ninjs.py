"""Makes items of ninjs 3.1 such as an agency sends."""

from typing import Any

from tests.factories.content import HEADLINES, PARAGRAPHS

GROUP = "urn:agency:story:1"


def item(language: str = "en", **changes: Any) -> dict[str, Any]:
    """Return a usable item of the translation group ``GROUP``; a change to None leaves the field out."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS.get(language, PARAGRAPHS["en"]))
    fields: dict[str, Any] = {
        "uri": f"{GROUP}:{language}",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "version": "1",
        "language": language,
        "pubStatus": "usable",
        "versionCreated": "2026-03-01T08:00:00+00:00",
        "headlines": [{"role": "main", "value": HEADLINES.get(language, HEADLINES["en"])}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": body}],
        "altIds": [{"role": "translation-group", "value": GROUP}],
    }
    fields |= changes
    return {name: value for name, value in fields.items() if value is not None}


def body(*paragraphs: str) -> list[dict[str, str]]:
    """Return bodies with one main HTML body of these paragraphs."""
    return [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{text}</p>" for text in paragraphs)}]


def alone(**alternative_ids: str) -> list[dict[str, str]]:
    """Return altIds with exactly these roles; hyphens are written as underscores."""
    return [{"role": role.replace("_", "-"), "value": value} for role, value in alternative_ids.items()]
