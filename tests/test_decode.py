"""decode: text is UTF-8 until proven otherwise, and no byte is lost on the way. All pages are invented."""

from __future__ import annotations

import codecs
import subprocess
import sys
from encodings.aliases import aliases

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beritaclean.decode import check_encoding, decode, encode_back
from beritaclean.errors import InputError

PLAIN = "Warga Kampung Sukamaju menunggu banjir surut sejak pagi.\n"
QUOTED = (
    "Bupati Rahmat Wibawa mengatakan, “Kami sudah menyiapkan tenda – juga dapur umum – di lapangan.”\n"
    "Harga cabai naik jadi Rp 45.000 per kilogram… kata pedagang di Pasar Legi, José Andrés.\n"
    "• Warga mengungsi ke balai desa\xa0Sukamaju, luasnya 30 m²\n‘Air’ 30°C — © Tim Redaksi, €5 juta.\n"
)
RUSSIAN = "Президент заявил, что переговоры продолжатся завтра. «Мы готовы», — сказал он журналистам.\n"
CHINESE = "记者从北京报道，总统今天宣布了新的经济政策。“我们准备好了”，他对记者说。\n"
CZECH = "Žluťoučký kůň úpěl ďábelské ódy. Poslanci schválili nový rozpočet, řekl ministr.\n"
TURKISH = "Cumhurbaşkanı Erdoğan bugün yeni ekonomi politikasını açıkladı. İstanbul’da görüşmeler sürüyor.\n"


def text_of(size: int) -> str:
    """Invented text of so many characters."""
    return (QUOTED * (size // len(QUOTED) + 1))[:size]


# --- what is UTF-8 stays UTF-8 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text", "how"),
    [
        pytest.param(b"", "", "utf-8", id="empty"),
        pytest.param(PLAIN.encode(), PLAIN, "utf-8", id="ascii"),
        pytest.param(QUOTED.encode(), QUOTED, "utf-8", id="curly quotes and accents"),
        pytest.param("a “b".encode(), "a “b", "utf-8", id="short, one quote"),
        pytest.param(CHINESE.encode(), CHINESE, "utf-8", id="chinese"),
        pytest.param("â€œBanjirâ€\x9d".encode(), "â€œBanjirâ€\x9d", "utf-8", id="mojibake, not asked to fix"),
        pytest.param(b"satu\0dua", "satu\0dua", "utf-8", id="a NUL is a character"),
        pytest.param(b"\0\0\0\0", "\0\0\0\0", "utf-8", id="only NULs"),
        pytest.param(b"satu\0", "satu\0", "utf-8", id="a NUL at the end"),
        pytest.param(b"a\r\nb\rc\f", "a\r\nb\rc\f", "utf-8", id="line ends are left"),
        pytest.param(codecs.BOM_UTF8 + QUOTED.encode(), QUOTED, "bom", id="byte order mark"),
        pytest.param(codecs.BOM_UTF8, "", "bom", id="byte order mark alone"),
    ],
)
def test_utf_8_is_read_as_it_is(data: bytes, text: str, how: str) -> None:
    decoded = decode(data)
    assert decoded[:4] == (text, "utf-8", how, 0)
    assert encode_back(decoded) == data


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        pytest.param(QUOTED.encode()[: QUOTED.encode().index(b"\x9c")], 2, id="cut off in the first quote"),
        pytest.param((QUOTED + "“")[:-1].encode() + b"\xe2", 1, id="cut off after a lead byte"),
        pytest.param(b"Katanya, \xe2\x80", 2, id="cut off, nothing else above ASCII"),
        pytest.param(b"\x80\x9d" + QUOTED.encode(), 2, id="begins inside a character"),
        pytest.param(QUOTED.encode().replace(b"\xe2\x80\x9d", b"\xe2\x80"), 2, id="one quote damaged"),
        pytest.param(QUOTED.encode() + b"\x93Kata\x94", 2, id="a cp1252 quote pasted in"),
        pytest.param(codecs.BOM_UTF8 + b"Kata\xff", 1, id="after a byte order mark"),
    ],
)
def test_utf_8_with_a_few_bad_bytes_stays_utf_8(data: bytes, replaced: int) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.replaced) == ("utf-8", replaced)
    assert decoded.bom + decoded.text.encode("utf-8", "surrogateescape") == data


# --- UTF-16 and UTF-32 --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [QUOTED, "Halo", text_of(4096)], ids=["paragraphs", "one word", "4 KB"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False], ids=["with mark", "without mark"])
def test_wide_pages_are_recognised(text: str, encoding: str, marked: bool) -> None:
    data = ("\ufeff" * marked + text).encode(encoding)
    decoded = decode(data)
    unmarked = "utf-16 pattern" if "16" in encoding else "detected"
    assert decoded[:4] == (text, encoding, "bom" if marked else unmarked, 0)
    assert encode_back(decoded) == data


@pytest.mark.parametrize(
    ("data", "text", "replaced"),
    [
        pytest.param("\ufeffHalo".encode("utf-16-le")[:-1], "Hal", 1, id="half a unit at the end"),
        pytest.param("Halo dunia".encode("utf-16-le")[:-1], "Halo duni", 1, id="the same without a mark"),
        pytest.param(b"\xff\xfeH\0\x00\xd8i\0", "H\ud800i", 2, id="a lone surrogate"),
        pytest.param(b"\xff\xfe\0\0abcd", "\0\u6261\u6463", 0, id="no UTF-32 after what looks like its mark"),
    ],
)
def test_damaged_wide_pages_keep_their_bytes(data: bytes, text: str, replaced: int) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, "utf-16-le", replaced)
    assert encode_back(decoded) == data


# --- single-byte pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [50, 300, 1000, 4096, 64 * 1024, 300 * 1024])
def test_a_cp1252_paste_is_cp1252_at_any_length(size: int) -> None:
    """The detector alone takes a 4 KB page for cp775."""
    text = text_of(size)
    data = text.encode("cp1252")
    assert decode(data)[:4] == (text, "cp1252", "detected", 0)


@pytest.mark.parametrize(
    ("data", "text", "how"),
    [
        pytest.param(b"\x93", "“", "detected", id="one quote"),
        pytest.param(b"Kata \x93siap\x94", "Kata “siap”", "detected", id="a quotation"),
        pytest.param(b"di Caf\xe9", "di Café", "detected", id="an accent at the very end"),
        pytest.param(b"\xe9", "é", "fallback", id="an accent alone"),
        pytest.param(b"\xff", "ÿ", "fallback", id="a byte of all ones"),
        pytest.param(b"harga 5 \xa4", "harga 5 ¤", "fallback", id="one odd sign changes no page"),
        pytest.param(PLAIN.encode() * 2000 + b"\x93siap\x94", PLAIN * 2000 + "“siap”", "detected", id="late"),
    ],
)
def test_lone_high_bytes_are_cp1252(data: bytes, text: str, how: str) -> None:
    assert decode(data)[:4] == (text, "cp1252", how, 0)


@pytest.mark.parametrize(
    "slips",
    [
        pytest.param("¤ ¬ ¦ ¨ ¿ ¡\n" * 3, id="odd signs"),
        pytest.param("é à ö\n" * 5, id="accents that stand alone"),
    ],
)
def test_the_detector_is_not_believed_without_a_better_reading(slips: str) -> None:
    """It answers cp1250 for both, in which they read no better."""
    text = text_of(4096) + slips
    assert decode(text.encode("cp1252"))[:4] == (text, "cp1252", "fallback", 0)


def test_what_is_above_ascii_is_weighed_wherever_it_begins() -> None:
    text = PLAIN * 2000 + RUSSIAN * 3
    assert decode(text.encode("cp1251"))[:3] == (text, "cp1251", "detected")


@pytest.mark.parametrize(
    ("text", "encoding", "bad", "used", "replaced"),
    [
        pytest.param(RUSSIAN, "cp1251", b"\x98", "cp1251", 1, id="one byte of no character"),
        pytest.param(RUSSIAN, "cp1251", b"\x98" * 5000, "cp1252", 0, id="too many"),
        pytest.param(CHINESE, "gb18030", b"\xff\n", "gb18030", 1, id="one byte, several to a character"),
    ],
)
def test_damage_past_the_sample(text: str, encoding: str, bad: bytes, used: str, replaced: int) -> None:
    data = text.encode(encoding) * 600 + bad
    decoded = decode(data)
    assert (decoded.encoding, decoded.replaced) == (used, replaced)
    assert encode_back(decoded) == data


def test_a_detected_encoding_that_gives_other_bytes_back_is_not_used() -> None:
    """Big5 has two codes for U+5341, and A2 CC is not the one it is encoded as."""
    data = "記者從台北報導，總統今天宣布了新的經濟政策。\n".encode("big5") * 3
    assert decode(data).encoding == "big5"
    assert (data + b"\xa2\xcc").decode("big5").encode("big5") != data + b"\xa2\xcc"

    decoded = decode(data + b"\xa2\xcc")
    assert decoded.encoding == "cp1252"
    assert encode_back(decoded) == data + b"\xa2\xcc"


def test_the_five_bytes_cp1252_leaves_undefined_survive() -> None:
    data = b"a\x81b\x8dc\x8fd\x90e\x9df \x93g\x94"
    decoded = decode(data)
    assert (decoded.encoding, decoded.how, decoded.replaced) == ("cp1252", "fallback", 5)
    assert decoded.text.encode("cp1252", "surrogateescape") == data


@pytest.mark.parametrize("copies", [3, 40, 400])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(RUSSIAN, "cp1251", id="russian"),
        pytest.param(RUSSIAN.replace("«", "").replace("»", "").replace("—", "-"), "koi8-r", id="koi8"),
        pytest.param(CHINESE, "gb18030", id="chinese"),
        pytest.param(CZECH, "cp1250", id="czech"),
        pytest.param(TURKISH, "cp1254", id="turkish"),
    ],
)
def test_pages_in_other_scripts_are_detected(text: str, encoding: str, copies: int) -> None:
    data = text.encode(encoding) * copies
    assert decode(data)[:4] == (text * copies, encoding, "detected", 0)


# --- the caller says ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding", "text", "used", "how"),
    [
        pytest.param(b"\xe8", "cp1250", "č", "cp1250", "given", id="a code page"),
        pytest.param(b"\xc3\xa9", "latin-1", "Ã©", "iso8859-1", "given", id="even where UTF-8 fits"),
        pytest.param("é".encode("utf-8-sig"), "cp1252", "é", "utf-8", "bom", id="a mark is stronger"),
        pytest.param(b"Hi", "UTF_8_SIG", "Hi", "utf-8", "given", id="utf-8-sig is UTF-8"),
        pytest.param(b"\0H\0i\0!", "utf-16", "Hi!", "utf-16-be", "given", id="utf-16, by its NULs"),
        pytest.param(b"\x1c\x20", "utf-16", "“", "utf-16-le", "given", id="utf-16, little-endian else"),
        pytest.param("日本".encode("shift_jis"), "shift-jis", "日本", "shift_jis", "given", id="shift-jis"),
    ],
)
def test_a_given_encoding_is_used(data: bytes, encoding: str, text: str, used: str, how: str) -> None:
    decoded = decode(data, encoding)
    assert decoded[:4] == (text, used, how, 0)
    assert encode_back(decoded) == data


def test_a_given_encoding_keeps_bad_bytes_where_it_can() -> None:
    decoded = decode(b"kata\x81\x20x", "shift_jis")
    assert (decoded.text, decoded.replaced, decoded.exact) == ("kata\udc81 x", 1, True)


def test_a_given_encoding_that_cannot_keep_a_bad_byte_says_so() -> None:
    decoded = decode(b"kata \x1b$B\x21", "iso-2022-jp")
    assert (decoded.text, decoded.replaced, decoded.exact) == ("kata \ufffd", 1, False)
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the wording is asserted below
        encode_back(decoded)
    assert str(caught.value) == "a page decoded as iso2022_jp that cannot be encoded back"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("uft-8", 'encoding: unknown name "uft-8" (did you mean "utf-8"?)'),
        ("window-1252", 'encoding: unknown name "window-1252" (did you mean "windows-1252"?)'),
        ("qqqq", 'encoding: unknown name "qqqq" (use one such as "utf-8" or "cp1252")'),
        ("", 'encoding: unknown name "" (use one such as "utf-8" or "cp1252")'),
        ("a\0b\udc80", 'encoding: unknown name "a\\x00b\\udc80" (use one such as "utf-8" or "cp1252")'),
        ("rot13", 'encoding: "rot13" is no character set (use one such as "utf-8" or "cp1252")'),
        ("zip", 'encoding: "zip" is no character set (use one such as "utf-8" or "cp1252")'),
        ("idna", 'encoding: "idna" is no character set (use one such as "utf-8" or "cp1252")'),
    ],
)
def test_a_name_that_is_no_encoding_is_refused(name: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(codecs.BOM_UTF8 + b"Halo", name)
    assert str(caught.value) == message


@given(st.binary(max_size=64), st.sampled_from(sorted({*aliases, *aliases.values(), "idna", "undefined"})))
def test_a_name_that_python_knows_never_crashes(data: bytes, name: str) -> None:
    try:
        decoded = decode(data, name)
    except InputError:
        return
    assert not decoded.exact or encode_back(decoded) == data


@given(st.text())
def test_any_name_is_an_encoding_or_refused(name: str) -> None:
    try:
        answer = check_encoding(name)
    except InputError as error:
        answer = str(error)
    assert answer.isprintable()


# --- the round trip -----------------------------------------------------------------------------------

high_bytes = st.lists(st.sampled_from([*b"a \n\0", *range(0x80, 0x100)]), max_size=200).map(bytes)
wide_bytes = st.lists(st.sampled_from(b"a\0\0\0\xd8\xdc\x10\xff"), max_size=60).map(bytes)
encoded_text = st.builds(
    lambda text, code: text.encode(code, "ignore"),
    st.text(),
    st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp1251", "gb18030", "shift_jis"]),
)
marks = st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])


@given(st.builds(bytes.__add__, marks, st.one_of(st.binary(), high_bytes, wide_bytes, encoded_text)))
@example(b"\xff\xfe\0\0\0\0\0\0\x11\0")
@example(RUSSIAN.encode("cp1251") * 600 + b"\x98")
@example(("記者" * 30).encode("shift_jis") + b"\x81")
def test_any_bytes_are_given_back(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.exact
    assert encode_back(decoded) == data


def test_utf_8_pages_import_no_detector() -> None:
    code = (
        "import sys; from beritaclean.decode import decode; from beritaclean.pieces import split_pages\n"
        "decode('“Banjir”'.encode(), fix_mojibake=True); decode('“Banjir”'.encode('cp1252'))\n"
        "list(split_pages([b'a'], b'-'))\n"
        "print(sorted({'charset_normalizer', 'ftfy', 'difflib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
