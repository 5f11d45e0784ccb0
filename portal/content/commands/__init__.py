"""What is done to stories, one verb a function: permission, change, audit entry and event in one transaction.

Verbs take a session, an actor and values; they never commit. Screens, the command line, importers and tests use these
same functions.
"""

from portal.content.commands.context import Context
from portal.content.commands.publishing import cancel, correct, publish, take_down, unschedule, withdraw
from portal.content.commands.review import approve, confirm_translation, submit
from portal.content.commands.saving import save_revision
from portal.content.commands.sources import change_source, pin_translations
from portal.content.commands.stories import add_edition, create_story, set_facts

__all__ = [
    "Context",
    "add_edition",
    "approve",
    "cancel",
    "change_source",
    "confirm_translation",
    "correct",
    "create_story",
    "pin_translations",
    "publish",
    "save_revision",
    "set_facts",
    "submit",
    "take_down",
    "unschedule",
    "withdraw",
]
