"""The same page in other languages: one answer for the switcher, hreflang, sitemaps and og:locale."""

from collections.abc import Mapping

from portal.i18n.languages import LANGUAGES
from portal.web.hreflang import Alternate

X_DEFAULT = "x-default"


def alternates(paths: Mapping[str, str], *, site_url: str, default: str | None) -> tuple[Alternate, ...]:
    """Return the alternates of a page that is public at ``paths`` (by language code), itself among them.

    ``default`` is the path for readers of other languages. None at all where only one language has the page: an
    alternate says that there is a choice.
    """
    if len(paths) < 2:
        return ()
    found = [Alternate(LANGUAGES[code].hreflang, site_url + paths[code]) for code in LANGUAGES if code in paths]
    if default is not None:
        found.append(Alternate(X_DEFAULT, site_url + default))
    return tuple(found)
