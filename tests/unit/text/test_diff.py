from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from portal.text.blocks import Heading, Image, ListBlock, Paragraph, Quote, parse_blocks, plain_text
from portal.text.diff import align_blocks, changed_blocks, merge_blocks, pair_translation, word_changes

FIRST = "Clearance teams removed three hundred mines from the park beside the river in Ramadi this spring."
SECOND = "Families came back on Friday and children played on the new swings until late in the evening."
THIRD = "The governor thanked the partners who paid for dogs, detectors and the training of local staff."
OTHER = "Nothing of this was known before and nobody expects it again soon anywhere."


def body(**texts: str):
    return tuple(Paragraph(id=id_, html=text) for id_, text in texts.items())


def ids(blocks) -> list[str]:
    return [block.id for block in blocks]


letters = st.sampled_from("abcdefgh")
sentences = st.lists(st.sampled_from([*FIRST.split(), *SECOND.split()]), min_size=1, max_size=8).map(" ".join)
bodies = st.dictionaries(letters, sentences, max_size=6).map(lambda texts: body(**texts))


def test_what_changed_is_named_by_id() -> None:
    changes = changed_blocks(body(a=FIRST, b=SECOND, c=THIRD), body(a=FIRST, d=OTHER, b=SECOND + " Indeed."))
    assert (changes.added, changes.changed, changes.removed, changes.moved) == (("d",), ("b",), ("c",), ())


def test_a_moved_block_says_nothing_new() -> None:
    changes = changed_blocks(body(a=FIRST, b=SECOND, c=THIRD), body(b=SECOND, c=THIRD, a=FIRST))
    assert changes.moved == ("a",)
    assert not changes


@given(bodies)
def test_a_body_has_not_changed_against_itself(blocks) -> None:
    assert not changed_blocks(blocks, blocks)
    assert changed_blocks(blocks, blocks).moved == ()


@given(bodies, bodies)
def test_every_block_is_accounted_for(old, new) -> None:
    changes = changed_blocks(old, new)
    assert set(ids(new)) - set(changes.added) == set(ids(old)) - set(changes.removed)


def test_an_edited_block_keeps_its_id() -> None:
    new = align_blocks(body(a=FIRST, b=SECOND), body(x=FIRST.replace("three", "four"), y=SECOND, z=OTHER))
    assert ids(new)[:2] == ["a", "b"]
    assert ids(new)[2] not in {"a", "b", ""}


def test_moved_blocks_keep_their_ids() -> None:
    assert ids(align_blocks(body(a=FIRST, b=SECOND, c=THIRD), body(x=THIRD, y=FIRST + " Too.", z=SECOND))) == [
        "c",
        "a",
        "b",
    ]


def test_of_a_split_block_the_first_part_keeps_the_id() -> None:
    words = FIRST.split()
    new = align_blocks(body(a=FIRST, b=SECOND), body(x=" ".join(words[:5]), y=" ".join(words[5:]), z=SECOND))
    assert ids(new)[0] == "a"
    assert ids(new)[1] not in {"a", "b"}
    assert ids(new)[2] == "b"


def test_merged_blocks_keep_the_first_id() -> None:
    assert ids(align_blocks(body(a=FIRST, b=SECOND, c=THIRD), body(x=f"{FIRST} {SECOND}", y=THIRD))) == ["a", "c"]


def test_a_block_that_became_a_heading_keeps_its_id() -> None:
    (block,) = align_blocks(body(a=FIRST), [Heading(html=FIRST)])
    assert block.id == "a"


def test_an_exchanged_picture_keeps_its_id() -> None:
    old = (*body(a=FIRST), Image(id="p", asset="old"), *body(b=SECOND))
    new = (*body(x=FIRST), Image(id="y", asset="new"), *body(z=SECOND))
    assert ids(align_blocks(old, new)) == ["a", "p", "b"]


@given(bodies, bodies)
def test_aligned_ids_are_unique_and_what_is_equal_keeps_its_own(old, new) -> None:
    aligned = align_blocks(old, new)
    assert len(set(ids(aligned))) == len(new)
    assert [plain_text(b) for b in aligned] == [plain_text(b) for b in new]
    assert ids(align_blocks(old, [replace(b, id="") for b in old])) == sorted(ids(old), key=ids(old).index)


def test_a_translation_of_the_same_shape_pairs_one_to_one() -> None:
    target = [Paragraph(html="أول"), Paragraph(html="ثان"), Paragraph(html="ثالث")]
    assert ids(pair_translation(body(a=FIRST, b=SECOND, c=THIRD), target)) == ["a", "b", "c"]


def test_a_translation_that_lacks_a_block_pairs_by_type_and_length() -> None:
    source = (
        Heading(id="h", html="The park"),
        *body(a=FIRST * 3, b="Short one."),
        Quote(id="q", html=SECOND),
        ListBlock(id="l", items=("x", "y")),
    )
    target = (
        Heading(html="المتنزه"),
        Paragraph(html=FIRST * 3),
        Quote(html="قالوا " * 10),
        ListBlock(items=("س", "ص")),
    )
    assert ids(pair_translation(source, target)) == ["h", "a", "q", "l"]


@given(bodies, bodies)
def test_paired_ids_are_unique_and_keep_the_order_of_the_source(source, target) -> None:
    paired = pair_translation(source, target)
    assert len(set(ids(paired))) == len(target)
    known = [id_ for id_ in ids(paired) if id_ in ids(source)]
    assert known == sorted(known, key=ids(source).index)


def test_edits_of_different_blocks_are_joined() -> None:
    base = body(a=FIRST, b=SECOND, c=THIRD)
    mine = body(a=FIRST + " Mine.", b=SECOND, x=OTHER, c=THIRD)
    theirs = body(a=FIRST, c=THIRD + " Theirs.")
    merge = merge_blocks(base, mine, theirs)
    assert merge.conflicts == ()
    assert merge.blocks == body(a=FIRST + " Mine.", x=OTHER, c=THIRD + " Theirs.")


def test_different_edits_of_one_block_contradict_each_other() -> None:
    merge = merge_blocks(body(a=FIRST, b=SECOND), body(a="Mine.", b=SECOND), body(a="Theirs.", b=SECOND))
    assert merge.conflicts == ("a",)
    assert merge.blocks == body(a="Mine.", b=SECOND)


def test_to_remove_what_another_edited_is_a_contradiction() -> None:
    assert merge_blocks(body(a=FIRST, b=SECOND), body(b=SECOND), body(a="Theirs.", b=SECOND)).conflicts == ("a",)


def test_a_move_and_an_edit_are_joined() -> None:
    merge = merge_blocks(
        body(a=FIRST, b=SECOND, c=THIRD), body(c=THIRD, a=FIRST, b=SECOND), body(a=FIRST, b="Theirs.", c=THIRD)
    )
    assert merge.blocks == body(c=THIRD, a=FIRST, b="Theirs.")


def test_two_different_moves_contradict_each_other() -> None:
    base = body(a=FIRST, b=SECOND, c=THIRD)
    merge = merge_blocks(base, body(b=SECOND, a=FIRST, c=THIRD), body(a=FIRST, c=THIRD, b=SECOND))
    assert set(merge.conflicts) == {"a", "b", "c"}


@given(bodies, bodies)
def test_an_edit_of_one_side_wins_whole(base, edited) -> None:
    assert merge_blocks(base, edited, base).blocks == edited
    assert merge_blocks(base, base, edited).blocks == edited
    assert merge_blocks(base, edited, edited).blocks == edited


@given(bodies, bodies, bodies)
def test_joining_is_the_same_from_both_sides(base, mine, theirs) -> None:
    one, other = merge_blocks(base, mine, theirs), merge_blocks(base, theirs, mine)
    assert set(one.conflicts) == set(other.conflicts)
    assert bool(one.conflicts) or {(b.id, b.html) for b in one.blocks} == {(b.id, b.html) for b in other.blocks}


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_parts_of_a_word_comparison_join_to_both_texts(old: str, new: str) -> None:
    changes = word_changes(old, new)
    assert "".join(change.old for change in changes) == old
    assert "".join(change.new for change in changes) == new


def test_a_word_comparison_shows_the_changed_word() -> None:
    changes = [(c.kind, c.old, c.new) for c in word_changes("three mines found", "four mines found")]
    assert changes == [("replace", "three", "four"), ("equal", " mines found", " mines found")]


def test_aligning_a_long_body_that_changed_everywhere_is_quick() -> None:
    old = parse_blocks([{"type": "paragraph", "html": f"{FIRST} {n} {SECOND}"} for n in range(60)])
    new = parse_blocks([{"type": "paragraph", "html": f"{FIRST} {n} {THIRD}"} for n in range(60)])
    assert len(set(ids(align_blocks(old, new)))) == 60
