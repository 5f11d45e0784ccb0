"""A real database, storage in memory, and small pictures."""

import io
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image
from sqlalchemy.orm import Session

import portal.events.models
import portal.media.models  # noqa: F401  (the tables must be known before they are made)
from portal.accounts.permissions import Actor, system_actor
from portal.clock import Clock
from portal.db import Base, make_engine
from portal.media.commands import AssetWords, add_asset
from portal.media.models import Asset, AssetKind
from portal.media.storage import MemoryStorage


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{tmp_path / 'media.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def actor() -> Actor:
    return system_actor("tests")


@pytest.fixture
def jpeg() -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((700, 400)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def encode_film() -> Callable[[str, str], bytes]:
    """Make a film of three seconds and 64×48 pixels in a container, by a codec."""

    def _encode(container: str, codec: str) -> bytes:
        out = io.BytesIO()
        with av.open(out, "w", format=container) as opened:
            stream = opened.add_stream(codec, rate=2)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for number in range(6):
                frame = av.VideoFrame(64, 48, "yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 2)
                opened.mux(stream.encode(frame))
            opened.mux(stream.encode(None))
        return out.getvalue()

    return _encode


@pytest.fixture
def keep(session: Session, storage: MemoryStorage, actor: Actor, clock: Clock, jpeg: bytes) -> Callable[..., Asset]:
    """Keep an asset; a picture with an English text unless told otherwise."""

    def _keep(key: str = "bridge", **changes: object) -> Asset:
        values: dict[str, object] = {
            "kind": AssetKind.PICTURE,
            "data": jpeg,
            "filename": "bridge.jpg",
            "texts": {"en": AssetWords(alt="A bridge")},
        }
        return add_asset(
            session,
            actor=actor,
            clock=clock,
            storage=storage,
            key=key,
            **(values | changes),  # type: ignore[arg-type]
        )

    return _keep
