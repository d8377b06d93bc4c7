"""The character table and the tokens both engines make of it."""

import unicodedata

import pytest

from api.outlets.characters import Characters, table

CHARACTERS = Characters(table())


def holds(ranges: list[int], char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in zip(ranges[::2], ranges[1::2], strict=True))


@pytest.mark.parametrize("char", list("aZ0éßЯعक新か한ǅ\u0301²Ⅷ"))
def test_letters_marks_and_numbers_are_of_words(char: str) -> None:
    assert holds(table()["word"], char)


@pytest.mark.parametrize("char", list("-_.@#&/ \u00a0—🦔\u00ad"))
def test_signs_white_space_and_formats_are_not(char: str) -> None:
    assert not holds(table()["word"], char)


def test_every_range_is_in_order_and_apart() -> None:
    for key in ("word", "single", "mark", "space", "ignore"):
        flat = table()[key]
        assert flat == sorted(flat) and len(flat) % 2 == 0


def test_the_fold_table_writes_out_python_s_case_folding() -> None:
    for char in map(chr, range(0x20, 0x2000)):
        folded = char.casefold()
        if (
            unicodedata.category(char)[0] == "L"
            and len(folded) == 1
            and char not in "İıK"
            and unicodedata.is_normalized("NFC", char)
        ):
            assert CHARACTERS.words(char) == [folded]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("REUTERS", "reuters"),
        ("Ре́утерс".replace("\u0301", ""), "реутерс"),
        ("e\u0301cho", "écho"),
        ("Ｒｅｕｔｅｒｓ", "reuters"),
        ("İHA", "iha"),
        ("AJANSI", "ajansı"),
        ("Σας", "σασ"),
        ("Reu\u00adters", "Reuters"),
        ("か\u3099", "が"),
        ("‘a’", "'a'"),
        ("«a»", '"a"'),
        ("a–b", "a—b"),
        ("a\u00a0b", "a b"),
        ("a\u200bb", "a b"),
    ],
)
def test_what_readers_take_for_the_same_is_compared_as_the_same(one: str, other: str) -> None:
    assert CHARACTERS.words(one) == CHARACTERS.words(other)


@pytest.mark.parametrize(("one", "other"), [("RT", "R T"), ("a-b", "ab"), ("été", "ete"), ("新华", "新華")])
def test_what_they_do_not_is_not(one: str, other: str) -> None:
    assert CHARACTERS.words(one) != CHARACTERS.words(other)


def test_tokens_know_their_places_in_code_points_and_what_stands_before() -> None:
    text = "🦔 RT’s 新华社, heise.de"
    tokens = CHARACTERS.tokens(text)
    assert [text[start:end] for start, end in tokens.spans] == ["🦔", "RT", "’", "s", "新", "华", "社", ",", "heise", ".", "de"]
    assert tokens.glued == [False, False, True, True, False, True, True, True, False, True, True]


def test_scripts_without_spaces_are_read_letter_by_letter_with_their_marks() -> None:
    assert CHARACTERS.words("かが กี่") == ["か", "が", "กี่"]


@pytest.mark.parametrize("text", ["Plain words, and `signs`: A-1.", "Curly “quotes” and 新华社", ""])
def test_the_quick_reading_gives_the_same_words(text: str) -> None:
    assert CHARACTERS.words(text) == CHARACTERS.tokens(text).words
