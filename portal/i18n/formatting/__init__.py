"""How values are written in a language: every function is pure and takes the language's record.

Nothing else formats. Browsers have no data for Sorani and Kurmanji, and CLDR's has gaps (relative times, lists, some
patterns) that the records fill.
"""

from portal.i18n.formatting.collation import index_letter, sort_key
from portal.i18n.formatting.dates import (
    READER_ZONE,
    date_full,
    date_long,
    date_time,
    iso,
    month_name,
    month_year,
    relative_time,
    time,
)
from portal.i18n.formatting.joining import isolate, list_join
from portal.i18n.formatting.names import country_name, language_name
from portal.i18n.formatting.numbers import digits, duration, file_size, number, percent

__all__ = [
    "READER_ZONE",
    "country_name",
    "date_full",
    "date_long",
    "date_time",
    "digits",
    "duration",
    "file_size",
    "index_letter",
    "iso",
    "isolate",
    "language_name",
    "list_join",
    "month_name",
    "month_year",
    "number",
    "percent",
    "relative_time",
    "sort_key",
    "time",
]
