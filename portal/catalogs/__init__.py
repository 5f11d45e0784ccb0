"""Interface catalogs: gettext files in ``translations/``, their checks, and what the running site reads of them."""
