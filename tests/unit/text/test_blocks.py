import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Invalid
from portal.text.blocks import (
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    assets,
    block_hash,
    html_to_blocks,
    load_blocks,
    parse_blocks,
    plain_text,
    texts,
    to_json,
)
from portal.text.markup import normalise

EVERY_TYPE = [
    {"id": "a1", "type": "paragraph", "html": "One <strong>two</strong>", "keep": True},
    {"id": "a2", "type": "heading", "level": 3, "html": "Head"},
    {"id": "a3", "type": "list", "style": "number", "items": ["x", "y"]},
    {"id": "a4", "type": "quote", "html": "Said", "attribution": "Somebody"},
    {"id": "a5", "type": "image", "asset": "parks/lead"},
    {"id": "a6", "type": "gallery", "assets": ["one", "two"]},
    {"id": "a7", "type": "video", "asset": "film"},
    {"id": "a8", "type": "file", "asset": "report"},
    {"id": "a9", "type": "factbox", "title": "Facts", "items": ["83 partners"]},
    {"id": "b1", "type": "embed", "url": "https://a.example/x", "title": "A card", "description": "More"},
    {"id": "b2", "type": "table", "caption": "Sums", "header": ["a", "b"], "rows": [["1", ""], ["3", "4"]]},
]


def test_every_type_is_read_and_written_back() -> None:
    blocks = parse_blocks(EVERY_TYPE)
    assert to_json(blocks) == EVERY_TYPE
    assert load_blocks(json.loads(json.dumps(to_json(blocks)))) == blocks


def test_what_a_translator_sees_is_the_text_alone() -> None:
    blocks = parse_blocks(EVERY_TYPE)
    assert [texts(block) for block in blocks] == [
        ("One two",), ("Head",), ("x", "y"), ("Said", "Somebody"), (), (), (), (),
        ("Facts", "83 partners"), ("A card", "More"), ("Sums", "a", "b", "1", "3", "4"),
    ]  # fmt: skip
    assert plain_text(blocks[3]) == "Said\nSomebody"
    assert [key for block in blocks for key in assets(block)] == ["parks/lead", "one", "two", "film", "report"]


def test_html_is_cleaned_and_text_composed_at_save() -> None:
    (block,) = parse_blocks(
        [{"id": "a", "type": "quote", "html": "e\u0301<script>x</script>", "attribution": " e\u0301 "}]
    )
    assert block == Quote(id="a", html="é", attribution="é")


def test_the_hash_is_of_what_is_said() -> None:
    one, other = parse_blocks(
        [
            {"type": "paragraph", "html": "Same", "id": "a"},
            {"type": "paragraph", "html": "Same", "id": "b", "keep": True},
        ]
    )
    assert block_hash(one) == block_hash(other)
    assert block_hash(one) != block_hash(Paragraph(id="a", html="Other"))
    assert block_hash(one) != block_hash(Heading(id="a", html="Same"))


def test_blocks_without_ids_get_the_same_ones_every_time() -> None:
    data = [{"type": "paragraph", "html": text} for text in ("Same", "Same", "Other")]
    first, second = parse_blocks(data), parse_blocks(data)
    assert [block.id for block in first] == [block.id for block in second]
    assert len({block.id for block in first}) == 3


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("text", "blocks"),
        ([7], "blocks[0]"),
        ([{"type": "poem", "html": "x"}], "blocks[0].type"),
        ([{"type": ["x"]}], "blocks[0].type"),
        ([{"type": "paragraph"}], "blocks[0].html"),
        ([{"type": "paragraph", "html": "<br>"}], "blocks[0].html"),
        ([{"type": "paragraph", "html": "x", "id": "A!"}], "blocks[0].id"),
        (
            [{"type": "paragraph", "html": "x", "id": "a"}, {"type": "paragraph", "html": "y", "id": "a"}],
            "blocks[1].id",
        ),
        ([{"type": "paragraph", "html": "x", "htm": "y"}], "blocks[0].htm"),
        ([{"type": "heading", "html": "x", "level": 4}], "blocks[0].level"),
        ([{"type": "heading", "html": "x", "level": True}], "blocks[0].level"),
        ([{"type": "list", "items": []}], "blocks[0].items"),
        ([{"type": "list", "items": ["x", 1]}], "blocks[0].items[1]"),
        ([{"type": "list", "style": "square", "items": ["x"]}], "blocks[0].style"),
        ([{"type": "image", "asset": "../../etc passwd"}], "blocks[0].asset"),
        ([{"type": "gallery", "assets": ["a", None]}], "blocks[0].assets[1]"),
        ([{"type": "factbox", "title": "", "items": ["x"]}], "blocks[0].title"),
        ([{"type": "embed", "url": "javascript:alert(1)", "title": "x"}], "blocks[0].url"),
        ([{"type": "embed", "url": "https://[x", "title": "x"}], "blocks[0].url"),
        ([{"type": "table", "rows": [["1", "2"], ["3"]]}], "blocks[0].rows"),
        ([{"type": "table", "rows": [["1", 2]]}], "blocks[0].rows[0][1]"),
    ],
)
def test_a_fault_is_named_with_its_place(data: object, place: str) -> None:
    with pytest.raises(Invalid) as raised:
        parse_blocks(data)
    assert raised.value.values["place"] == place
    assert place in str(raised.value)


def test_imported_html_becomes_blocks() -> None:
    blocks = html_to_blocks(
        "stray <b>bold</b><h1>Title</h1><div><div><p>One</p>tail</div></div>"
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>"
        "<blockquote><p>q1</p><p>q2</p><footer>— Me</footer></blockquote>"
        "<table><tr><th>x<th>y<tr><td>1</table><pre>l1\nl2</pre><script>no</script><hr><ol><li>n</ol>"
    )
    assert [(type(block), plain_text(block)) for block in blocks] == [
        (Paragraph, "stray bold"),
        (Heading, "Title"),
        (Paragraph, "One"),
        (Paragraph, "tail"),
        (ListBlock, "a\nb\nc"),
        (Quote, "q1\nq2\nMe"),
        (Table, "x\ny\n1"),
        (Paragraph, "l1\nl2"),
        (ListBlock, "n"),
    ]


def test_pictures_come_in_where_an_asset_is_known() -> None:
    html = '<figure><img src="a.jpg" alt="A"><figcaption>Caption</figcaption></figure><p>x <img src="b.jpg"> y</p>'
    blocks = html_to_blocks(html, asset_for=lambda source, _alternative: {"a.jpg": "a"}.get(source))
    assert [block.type for block in blocks] == ["image", "paragraph", "paragraph", "paragraph"]
    assert assets(blocks[0]) == ("a",)


def test_a_frame_becomes_a_card_with_its_address() -> None:
    (block,) = html_to_blocks('<iframe src="https://film.example/1"></iframe>')
    assert to_json([block])[0] | {"id": ""} == {
        "id": "",
        "type": "embed",
        "url": "https://film.example/1",
        "title": "film.example",
    }


TAGS = """
    p div h1 h2 h4 ul ol li blockquote footer cite table tr td th caption pre b i span a figure figcaption dl dt dd
    section q iframe font details summary
"""
tags = st.sampled_from(TAGS.split())
nodes = st.recursive(
    st.sampled_from(["one", "two", "سێ", "چوار", "five &amp; six", " ", "<br>", "<img src=x>", "<hr>"]),
    lambda inner: st.tuples(tags, st.lists(inner, max_size=4)).map(lambda t: f"<{t[0]}>{' '.join(t[1])}</{t[0]}>"),
    max_leaves=20,
)


@given(st.lists(nodes, max_size=6).map(" ".join))
def test_no_word_of_an_import_is_lost_and_the_blocks_are_in_order(html: str) -> None:
    blocks = html_to_blocks(html)
    words = [w for w in ("one", "two", "سێ", "چوار", "five", "six") for _ in range(html.count(w))]
    found = " ".join(plain_text(block) for block in blocks)
    assert sorted(w for w in ("one", "two", "سێ", "چوار", "five", "six") for _ in range(found.count(w))) == sorted(
        words
    )
    assert parse_blocks(to_json(blocks)) == blocks
    assert normalise(found) == found
