"""Tables of content, gathered so that one import knows all of them."""

from portal.content.models.story import (
    Alias,
    Edition,
    EditionRole,
    Facts,
    FactsTerm,
    OldUrl,
    Origin,
    Publication,
    Revision,
    Story,
    TermRole,
    Weight,
)
from portal.content.models.terms import NameForm, Term, TermText, TermType
from portal.content.models.work import (
    ReaderRequest,
    Review,
    SiteBlock,
    SocialPost,
    SocialPostText,
    SourceCheck,
    Verdict,
    Want,
)

__all__ = [
    "Alias",
    "Edition",
    "EditionRole",
    "Facts",
    "FactsTerm",
    "NameForm",
    "OldUrl",
    "Origin",
    "Publication",
    "ReaderRequest",
    "Review",
    "Revision",
    "SiteBlock",
    "SocialPost",
    "SocialPostText",
    "SourceCheck",
    "Story",
    "Term",
    "TermRole",
    "TermText",
    "TermType",
    "Verdict",
    "Want",
    "Weight",
]
