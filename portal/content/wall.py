"""Reads of the social wall: posts that have words in a language, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.content import listing
from portal.content.models import SocialPost, SocialPostText
from portal.media import queries
from portal.media.models import Asset


@dataclass(frozen=True)
class Post:
    """One post in one language; ``html`` is clean inline markup."""

    id: int
    code: str
    handle: str
    url: str | None
    posted_at: datetime
    html: str
    is_demo: bool
    asset: Asset | None

    @property
    def cursor(self) -> listing.Cursor:
        """The place after this post."""
        return listing.Cursor(self.posted_at, self.id)


@dataclass(frozen=True)
class Wall:
    """A page of the wall; ``next`` continues it, None at the end."""

    posts: tuple[Post, ...]
    next: listing.Cursor | None


def count(session: Session, language: str) -> int:
    """Return how many posts have words in ``language``."""
    return session.scalar(select(func.count()).where(SocialPostText.language == language)) or 0


def page(session: Session, language: str, *, limit: int, after: listing.Cursor | None = None) -> Wall:
    """Return up to ``limit`` posts after a cursor."""
    conditions = [SocialPostText.language == language]
    if after is not None:
        same = and_(SocialPost.posted_at == after.published, SocialPost.id < after.number)
        conditions.append(or_(SocialPost.posted_at < after.published, same))
    rows: Sequence[tuple[SocialPost, str]] = session.execute(
        select(SocialPost, SocialPostText.html)
        .join(SocialPostText)
        .where(*conditions)
        .order_by(SocialPost.posted_at.desc(), SocialPost.id.desc())
        .limit(limit + 1)
    ).all()
    pictures = queries.by_id(session, {post.asset_id for post, _ in rows if post.asset_id})
    posts = tuple(
        Post(
            id=post.id,
            code=post.code,
            handle=post.handle,
            url=post.url,
            posted_at=post.posted_at,
            html=html,
            is_demo=post.is_demo,
            asset=pictures.get(post.asset_id or 0),
        )
        for post, html in rows[:limit]
    )
    return Wall(posts, posts[-1].cursor if len(rows) > limit else None)
