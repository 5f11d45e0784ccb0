"""What a view has in its hand while it fills a page: the language, the session, the moment, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.i18n import formatting
from portal.i18n.language import Language
from portal.i18n.languages import get
from portal.i18n.marks import Message
from portal.services import Services
from portal.web.ext import db
from portal.web.services import services
from portal.web.translations import translate


@dataclass(frozen=True)
class View:
    """One request for one page in one language."""

    language: Language
    session: Session
    now: datetime
    services: Services

    def say(self, msgid: str, **values: object) -> str:
        """Return a marked sentence in the language of the page."""
        return translate(Message(msgid, values), self.language.code)

    def absolute(self, path: str) -> str:
        """Return the public address of a path; the origin is configured, never taken from the request."""
        return self.services.settings.site_url + path

    def number(self, value: int) -> str:
        """Write a number in the digits of the page."""
        return formatting.number(value, self.language)

    def named(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Return the text of the page's language, or the next best, with the language that it is in.

        The order is the page's language, its fallback, whatever there is; ("", code) where there is nothing.
        """
        for code in (self.language.code, self.language.fallback, *sorted(texts)):
            if code and texts.get(code):
                return texts[code], code
        return "", self.language.code


def open_view(language: str) -> View:
    """Return the view of the present request."""
    parts = services()
    return View(language=get(language), session=db.session(), now=parts.clock(), services=parts)
