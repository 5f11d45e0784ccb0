"""News items in JSON, as IPTC's ninjs 3.1 describes them.

``format`` states what an item looks like, ``reader`` takes from it what we keep, ``files`` finds items on disk,
``placing`` puts one into the database and ``importer`` a whole delivery.
"""

from portal.exchange.ninjs.importer import Balance, Refused, Taken, import_items

__all__ = ["Balance", "Refused", "Taken", "import_items"]
