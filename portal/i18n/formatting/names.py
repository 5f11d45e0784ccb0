"""Names of languages and countries in each language: CLDR's, but for the corrections in the records."""

from portal.i18n.language import Language
from portal.i18n.languages import LANGUAGES


def language_name(code: str, language: Language) -> str:
    """Return what ``language`` calls the language ``code``; its endonym, or else the code, where there is no name."""
    if code == language.code:
        return language.endonym
    name = language.language_names.get(code) or language.babel.languages.get(code)
    if name:
        return language.spelt(str(name))
    return LANGUAGES[code].endonym if code in LANGUAGES else code


def country_name(alpha2: str, language: Language) -> str:
    """Return what ``language`` calls a country (ISO 3166 alpha-2); the code itself where there is no name."""
    name = language.country_names.get(alpha2) or language.babel.territories.get(alpha2)
    return language.spelt(str(name)) if name else alpha2
