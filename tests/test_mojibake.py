"""mojibake: it is known, and undone only when that is asked for. All text is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.decode import decode
from beritaclean.mojibake import has_mojibake
from tests.test_decode import CHINESE, PLAIN, QUOTED


@pytest.mark.parametrize(
    "text",
    ["", PLAIN, QUOTED, CHINESE, "Ângela dan São José", "Spaß“ itu", "“Hujan”\r\n\x85é", "\udc93 lepas"],
)
def test_sound_text_is_left_as_it_is(text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    assert not has_mojibake(text)
    assert decode(data, "utf-8", fix_mojibake=True) == decode(data, "utf-8")


@pytest.mark.parametrize(
    ("garbled", "fixed"),
    [
        pytest.param("â€œHujan,â€\x9d katanya", "“Hujan,” katanya", id="quotes"),
        pytest.param("â€œHujan,â€ katanya", "“Hujan,” katanya", id="closing quote cut short"),
        pytest.param("â\x80\x9cHujanâ\x80\x9d", "“Hujan”", id="read as latin-1"),
        pytest.param("di CafÃ© JosÃ©", "di Café José", id="accents"),
        pytest.param("Kata.Â\xa0Lalu", "Kata.\xa0Lalu", id="no-break space"),
        pytest.param("Kata.Â Lalu", "Kata.\xa0Lalu", id="no-break space, normalised since"),
        pytest.param("5â€“7 Juni", "5–7 Juni", id="dash"),
        pytest.param("Selamat ðŸ˜€", "Selamat 😀", id="emoji"),
        pytest.param("“Baik”\r\nCafÃ©\r\n“Baik”\n", "“Baik”\r\nCafé\r\n“Baik”\n", id="one line of three"),
        pytest.param("aâ€¨b\nÃ©", "a\u2028b\né", id="lines are neither made nor lost"),
    ],
)
def test_mojibake_is_fixed_only_when_asked(garbled: str, fixed: str) -> None:
    data = garbled.encode()
    assert has_mojibake(garbled)
    assert decode(data)[:1] == (garbled,)
    decoded = decode(data, fix_mojibake=True)
    assert (decoded.text, decoded.mojibake, decoded.exact) == (fixed, True, False)


mojibake_text = st.lists(st.sampled_from(["â€œ", "â€", "Ã©", "Â ", "\n", "\r", "a", "\x85", "\udc93"]))


@given(mojibake_text.map("".join))
def test_repair_keeps_the_lines(text: str) -> None:
    fixed = decode(text.encode("utf-8", "surrogateescape"), "utf-8", fix_mojibake=True).text
    assert [fixed.count(end) for end in "\r\n"] == [text.count(end) for end in "\r\n"]
