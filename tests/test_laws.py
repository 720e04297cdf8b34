"""The laws of the whole chain, with all shipped packs: what is true of every page, whatever stands on it.

The pages are drawn from realistic pieces in any order (invented sentences, headlines, menus, captions,
datelines, and the hits and near-misses of every rule), from arbitrary text, and from the two mixed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from beritaclean.cleaner import Cleaner
from beritaclean.document import Document
from beritaclean.page import KEPT, KINDS, Page
from beritaclean.rules.load import load_all
from beritaclean.writers.explain import explain_json, explain_text
from beritaclean.writers.text import make_well_formed
from tests.growth.counting import check_growth

LAW = settings(
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("LAWS_EXAMPLES", "150")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)

# ------------------------------------------------------------------------------------------ the pieces

OPENINGS = [
    "Harga beras medium di Pasar Kliwon naik dua ratus rupiah sejak awal pekan",
    "Wali Kota Lestari meresmikan jembatan gantung yang menghubungkan dua kampung di tepi Kali Ijo",
    "Sebanyak 214 siswa SD Tirta Kencana belajar di tenda setelah atap sekolah ambruk",
    "Petani garam di pesisir utara menunda panen karena hujan turun hampir setiap sore",
    "Majlis perbandaran akan menutup dua lorong di Jalan Melur bagi kerja menaik taraf longkang",
    "Timnas putri menang 3-1 atas tuan rumah dalam laga persahabatan di Stadion Harapan",
]
SAYINGS = [
    '"Kami sudah lapor ke kelurahan sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu.',
    "Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir.",
    "Kepala dinas itu mengatakan perbaikan baru bisa dimulai setelah anggaran perubahan disahkan DPRD.",
    '"Baca juga suratnya sampai selesai," pesan hakim kepada saksi sebelum sidang ditutup.',
    "Katanya, bekalan daripada pesawah tempatan dijangka pulih selepas musim tengkujuh berakhir.",
    "Polisi masih memeriksa empat saksi dan rekaman kamera pengawas di dekat gudang itu.",
    "Ia menambahkan, iklan layanan itu tidak pernah disetujui oleh panitia.",
    "Hingga Senin (6/5/2024) sore, air setinggi 40 sentimeter masih menggenangi dua RT.",
]
SHORT = [
    "Mengapa harga naik?",
    '"Tidak tahu," jawabnya.',
    "Jalan ditutup.",
    "Ya Allah, ampunilah kami.",
    "Syarat pendaftaran",
    "Tanggapan Warga",
    "Beras Rp 14.500 per kilogram",
    "1. Fotokopi kartu keluarga",
    "2. Pasfoto terbaru ukuran 3x4",
    "- Tutup keran sebelum tidur",
    "Berikut daftarnya:",
    "Foto",
    "Iklan",
    "Sumber: Badan Pusat Statistik",
    "## Jadwal Lengkap",
    "* * *",
    "***",
    "...",
    "-",
    "(",
    "12.30",
    "2024",
]
HEADLINES = [
    "Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mulai Mengeluh",
    "Wali Kota Resmikan Jembatan Gantung Kali Ijo",
    "Atap SD Ambruk, 214 Siswa Belajar di Tenda",
    "Hujan Terus, Petani Garam Tunda Panen Raya",
    "Lima Cara Menyimpan Cabai agar Tahan Lama di Kulkas",
    "Menang 3-1, Timnas Putri Pulang dengan Kepala Tegak",
    "Kenapa Lorong di Jalan Melur Ditutup Dua Bulan?",
    '"Saya Tidak Pernah Menyerah", Kisah Penjual Jamu Keliling',
]
MENU = [
    "Home",
    "News",
    "Ekonomi",
    "Olahraga",
    "Gaya Hidup",
    "Indeks",
    "Masuk",
    "Daftar",
    "Cari",
    "TV",
    "MENU",
    "X",
]
SCENES = [
    "Pedagang menata karung beras di Pasar Kliwon, Senin pagi",
    "Warga berjalan di jembatan gantung yang baru diresmikan",
    "Suasana belajar di tenda darurat",
]
CREDITS = [
    " (Foto: Rina Wati/detikcom)",
    " (ANTARA FOTO/Joko Susilo)",
    ". Foto: Dok. Pribadi",
    ". KOMPAS.com/RINA WATI",
    "/Net",
    " ©2019 Merdeka.com/Rina Wati",
    " (Dok Humas)",
    "",
]
DATES = [
    "Senin, 06 Mei 2024 11:51 WIB",
    "Kompas.com - 06/05/2024, 11:51 WIB",
    "CNN Indonesia | Senin, 06/05/2024 11:51 WIB",
    "6 Mei 2024, 11:51",
    "Diperbarui 6 Mei 2024, 13:58 WIB",
    "2 jam lalu",
    "08/1/2026 20:19",
    "Posted on Mei 6, 2024 by Admin",
]
BYLINES = [
    "Rina Wati - detikNews",
    "Penulis: Rina Wati | Editor: Joko Susilo",
    "Oleh Rina Wati pada 06 Mei 2024, 11:51 WIB",
    "Rep: C31/ Red: Siti Aminah",
    "Editor",
    "Siti Aminah",
    "Editor:",
    "Tim Redaksi",
    "(Rina Wati)",
    "Laporan Wartawan TribunSolo.com, Rina Wati",
]
MASTHEADS = [
    "Jakarta - ",
    "Bisnis.com, JAKARTA - ",
    "JAKARTA, KOMPAS.com - ",
    "Jakarta, CNN Indonesia -- ",
    "Medan (ANTARA) - ",
    "Liputan6.com, Jakarta ",
    "Merdeka.com - ",
    "SOLO, solopos.com—",
    "KUALA LUMPUR: ",
    "TEMPO.CO, Jakarta - ",
    "VIVA.co.id - ",
    "REPUBLIKA.CO.ID, JAKARTA -- ",
    "Jakarta -",
    "GEORGE TOWN - ",
]
ENDS = [
    "",
    "",
    " (rin/jok)",
    " [bal]",
    " (*)",
    " [Gambas:Video 20detik]",
    " (dan/atau)",
    " - Bernama",
    " ***",
    "(hnh/imk)",
]
ODD = list(
    "\u00a0\u200b\u200e\u202e\u2066\u00ad\ufeff\0\x0b\x0c\x1b\x1c\x85\u2028\u2029\r\t\udc80\udcff\ud83d\U0001f600é”“’`：©|"
)


@cache
def rule_lines() -> tuple[str, ...]:
    """What the rules of all shipped packs take, and their near-misses."""
    rules = [rule for pack in load_all() for rule in pack.rules]
    return tuple(line for rule in rules for line in (*rule.hits, *rule.misses))


@cache
def block_headings() -> tuple[str, ...]:
    """Lines that open a block of links, and those that begin a footer."""
    rules = [rule for pack in load_all() for rule in pack.rules if rule.does in ("block", "footer")]
    return tuple(hit for rule in rules for hit in rule.hits)


def one_of(*texts: list[str]) -> st.SearchStrategy[str]:
    return st.tuples(*map(st.sampled_from, texts)).map("".join)


paragraphs = st.builds(
    lambda masthead, sentences, end: masthead + " ".join(sentences) + end,
    st.one_of(st.just(""), st.sampled_from(MASTHEADS)),
    st.lists(st.sampled_from([*SAYINGS, *(opening + "." for opening in OPENINGS)]), min_size=1, max_size=3),
    st.sampled_from(ENDS),
)
captions = st.builds(
    lambda label, scene, credit: label + scene + credit,
    st.sampled_from(["", "", "Foto: ", "Ilustrasi "]),
    st.sampled_from(SCENES),
    st.sampled_from(CREDITS),
)
furniture = st.deferred(
    lambda: st.one_of(
        st.sampled_from(MENU),
        st.sampled_from(HEADLINES),
        st.sampled_from(DATES),
        st.sampled_from(BYLINES),
        st.sampled_from(rule_lines()),
        st.sampled_from(block_headings()),
        captions,
    )
)
pieces = st.one_of(
    paragraphs,
    paragraphs,
    furniture,
    furniture,
    st.sampled_from(SHORT),
    st.sampled_from(["", "", " ", "\u200b"]),
)


@st.composite
def glued(draw: st.DrawFn) -> str:
    """A line of two pieces that a scraper ran together."""
    return draw(pieces) + draw(st.sampled_from(["", " ", "  "])) + draw(pieces)


@st.composite
def bent(draw: st.DrawFn) -> str:
    """A line with an odd character somewhere in it, or at an end."""
    line = draw(pieces)
    at = draw(st.integers(0, len(line)))
    return line[:at] + "".join(draw(st.lists(st.sampled_from(ODD), min_size=1, max_size=3))) + line[at:]


#: Pages whose pieces stand in any order.
shuffled = st.lists(st.one_of(pieces, pieces, pieces, glued(), bent()), max_size=25)


@st.composite
def composed(draw: st.DrawFn) -> list[str]:
    """The lines of a page as sites compose it: menu, headline, facts, article with interruptions, more."""
    blank = [""] * draw(st.integers(0, 1))
    lines = draw(st.lists(st.sampled_from([*MENU, *HEADLINES]), max_size=6))
    lines += draw(st.lists(st.sampled_from(HEADLINES), max_size=1)) + blank
    lines += (
        draw(st.lists(st.one_of(st.sampled_from(DATES), st.sampled_from(BYLINES), captions), max_size=4))
        + blank
    )
    body = st.one_of(paragraphs, paragraphs, paragraphs, furniture, st.sampled_from(SHORT), glued(), bent())
    for line in draw(st.lists(body, min_size=1, max_size=10)):
        lines += [line, *blank]
    return lines + draw(st.lists(st.one_of(furniture, furniture, paragraphs), max_size=8))


@st.composite
def news(draw: st.DrawFn) -> str:
    """A page of realistic pieces."""
    lines = draw(st.one_of(shuffled, composed()))
    return draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])).join(lines) + draw(
        st.sampled_from(["", "\n", "\n\n"])
    )


#: Arbitrary text, with what terminals and decoders stumble on more often than chance has it.
anything = st.one_of(
    st.text(max_size=200),
    st.text(
        st.one_of(st.sampled_from([*ODD, *'\n\n\n  .,:()[]/-abcDEF019"']), st.characters()), max_size=300
    ),
)
pages = st.one_of(news(), news(), news(), anything)


@cache
def cleaner() -> Cleaner:
    return Cleaner()


# -------------------------------------------------------------------------------------------- offsets


#: The headline is kept whole, and a later round cuts the initials at its end.
SIGNED = f"{SAYINGS[0]} (rin/jok)"
OVERLAPPING = f"Home\n{SIGNED}\nHome\nHome\nRekaman itu ditonton 13.801 kali dalam semalam.\n{SIGNED}\n"


@LAW
@given(pages)
@example(OVERLAPPING)
def test_marks_are_in_order_inside_the_page(text: str) -> None:
    document = cleaner().document(text)

    at = 0
    for start, end, kind, rule in document.marks:
        assert at <= start < end <= len(text)
        assert kind in KINDS
        assert "/" in rule
        at = end


@LAW
@given(pages)
def test_every_mark_names_what_decided(text: str) -> None:
    assert {mark.rule for mark in cleaner().document(text).marks} <= cleaner().names()


@LAW
@given(pages)
def test_spans_tile_the_page(text: str) -> None:
    document = cleaner().document(text)

    assert "".join(span.text for span in document.spans) == text
    assert [span.end for span in document.spans[:-1]] == [span.start for span in document.spans[1:]]
    assert all(text[span.start : span.end] == span.text for span in document.spans)


@LAW
@given(pages)
def test_the_account_rebuilds_the_page(text: str) -> None:
    account = json.loads(explain_json(cleaner().document(text)))

    assert "".join(span["text"] for span in account["spans"]) == text


@LAW
@given(pages)
def test_output_is_made_of_the_page(text: str) -> None:
    document = cleaner().document(text)
    held = [make_well_formed(line) for line in document.page.lines()]

    number = 0
    for line in filter(None, cleaner().clean(text).split("\n")):
        while not is_subsequence(line, held[number]):
            number += 1
        number += 1


def is_subsequence(short: str, whole: str) -> bool:
    """Tell whether `whole` becomes `short` when characters are left out."""
    rest = iter(whole)
    return all(char in rest for char in short)


# ---------------------------------------------------------------------------------------- idempotence


@LAW
@given(pages)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    once = cleaner().clean(text)

    assert cleaner().clean(once) == once


#: Faults: what goes uncovers something that goes in the next run only.
UNEVEN = [
    pytest.param(
        f"Bisnis.com, JAKARTA - {SAYINGS[5]}\nJAKARTA, KOMPAS.com - {SAYINGS[1]}\n",
        id="a masthead hides the next",
    ),
    pytest.param(
        f"TEMPO.CO, Jakarta - {SAYINGS[5]}\nSuara.com adalah portal berita yang\n",
        id="a masthead hides the publisher",
    ),
    pytest.param(
        "Laporan Wartawan TribunSolo.com, Rina Wati\nKEMBALI KE ARTIKEL\n",
        id="a line that goes hides the publisher",
    ),
    pytest.param(
        "Cari\nBagaimana tanggapan Anda terhadap artikel ini ?\nBerita berkaitan:\n"
        "Bagaimana tanggapan Anda terhadap artikel ini ?\n",
        id="a heading that goes lets an article be found",
    ),
    pytest.param(f"{OPENINGS[3]}. ***\nBaca Juga\n", id="no article: a heading below hides the end mark"),
]


@pytest.mark.parametrize("text", UNEVEN)
def test_cleaning_clean_text_changes_nothing_here_either(text: str) -> None:
    once = cleaner().clean(text)

    assert cleaner().clean(once) == once


# ------------------------------------------------------------------------------- one page, one answer


@LAW
@given(st.lists(pages, min_size=2, max_size=4))
def test_order_of_pages_makes_no_difference(texts: list[str]) -> None:
    forth = [cleaner().clean(text) for text in texts]
    back = [cleaner().clean(text) for text in reversed(texts)]

    assert forth == back[::-1]


@settings(LAW, max_examples=30)
@given(st.lists(pages, min_size=1, max_size=6))
def test_another_cleaner_gives_the_same(texts: list[str]) -> None:
    other = Cleaner()

    assert [account(other, text) for text in texts] == [account(cleaner(), text) for text in texts]


def account(one: Cleaner, text: str) -> str:
    return explain_json(one.document(text))


_AFRESH = """
import json, sys
from beritaclean.cleaner import Cleaner
from beritaclean.writers.explain import explain_json
cleaner = Cleaner()
json.dump([explain_json(cleaner.document(text)) for text in json.load(sys.stdin)], sys.stdout)
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_fresh_process_gives_the_same(seed: str) -> None:
    texts: list[str] = []

    @settings(LAW, max_examples=60, database=None)
    @given(pages)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    done = subprocess.run(
        [sys.executable, "-c", _AFRESH],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )

    assert json.loads(done.stdout) == [account(cleaner(), text) for text in texts]


# -------------------------------------------------------------------------------------------- bounded

PARAGRAPH = (
    "Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata pedagang, Senin (6/5/2024)."
)
ARTICLE = [
    f"Pedagang nomor {n} di Pasar Kliwon menyebut harga beras naik sejak awal pekan ini, kata dia."
    for n in range(8)
]
TITLED = ["Pemerintah Kota Siapkan Lahan Baru untuk Pasar Rakyat", "Senin, 6 Mei 2024 11:00 WIB"]
CAPTION = "Suasana pasar di pagi hari yang ramai. (Foto: Rina Wati/detikcom)"
GLUED = " [Gambas:Video 20detik]"


def say(n: int) -> str:
    return f"Pedagang nomor {n} di Pasar Induk menyebut harga beras naik sejak awal pekan ini, kata dia."


def call(n: int) -> str:
    return f"{['Satu', 'Dua', 'Tiga'][n % 3]} Warga Kelurahan Nomor {n} Kembali Menata Kampung"


def shoot(n: int) -> str:
    return f"Suasana {n} pasar di pagi hari yang ramai sekali. (Foto: Rina Wati/detikcom)"


def each(count: int, *makers: Callable[[int], str]) -> list[str]:
    """`count` rounds of lines, each made of its number."""
    return [make(n) for n in range(count) for make in makers]


#: Pages that grow, and make somebody look twice at each line.
GROWING: dict[str, Callable[[int], list[str]]] = {
    "one line of words": lambda n: ["kata " * n * 12],
    "one line without a space": lambda n: ["a" * n * 60],
    "one line of brackets": lambda n: ["(" * n * 60],
    "one line of dashes": lambda n: ["Jakarta - " * n * 6],
    "one line of mastheads": lambda n: ["Bisnis.com, " * n + "JAKARTA - " + PARAGRAPH, *ARTICLE],
    "one line of labels": lambda n: [*TITLED, "Foto: Editor: " * n, *ARTICLE],
    "one line of promo words": lambda n: ["baca juga: " * n * 6],
    "one line of initials": lambda n: [*ARTICLE, PARAGRAPH + " (hnh/imk)" * n],
    "one line of bracketed links": lambda n: [*ARTICLE, "(Baca juga: satu dua tiga) " * n],
    "one line of embeds": lambda n: [*ARTICLE, PARAGRAPH + f"{GLUED} lagi" * n],
    "one line of embeds, odd spaces": lambda n: [*ARTICLE, PARAGRAPH + f"\u00a0{GLUED} lagi" * n],
    "the same short line": lambda n: ["Kabar pasar hari ini"] * n,
    "the same paragraph": lambda n: [*ARTICLE, *[PARAGRAPH] * n],
    "paragraphs": lambda n: each(n, say),
    "paragraphs apart": lambda n: each(n, say, lambda _: ""),
    "paragraphs in quotation marks": lambda n: [f'"{say(k)}"' for k in range(n)],
    "paragraphs on one carriage return": lambda n: ["\r".join(each(n, say))],
    "blank lines": lambda n: [""] * n,
    "blank lines before": lambda n: [*TITLED, *[""] * n, *ARTICLE],
    "blank lines inside": lambda n: [*ARTICLE, *[""] * n, *ARTICLE],
    "blank lines, then copies": lambda n: [PARAGRAPH, *[""] * n, say(1), *[PARAGRAPH] * n],
    "blank lines, then headlines": lambda n: [*ARTICLE, *[""] * n, "Copyright © 2024", *each(n, call)],
    "unseen lines": lambda n: each(n, lambda _: "\u00a0", lambda _: "\u200b", say),
    "short lines": lambda n: ["Ya"] * n,
    "short lines before": lambda n: ["Ya"] * n + ARTICLE,
    "short lines after": lambda n: ARTICLE + ["Ya"] * n,
    "short lines inside": lambda n: ARTICLE + ["Ya"] * n + each(n, say),
    "promo lines": lambda n: ["Baca juga: Pasar Rakyat Siap Dibuka"] * n,
    "promo lines inside": lambda n: [*ARTICLE, *["Baca juga: Pasar Rakyat Siap Dibuka"] * n, *ARTICLE],
    "headings of lists, then times": lambda n: [*TITLED, *ARTICLE, *["Lihat juga:"] * n, *["3 jam lalu"] * n],
    "footers": lambda n: ["Copyright © 2024"] * n,
    "footers after": lambda n: [*ARTICLE, *["Copyright © 2024"] * n],
    "names of a publisher": lambda n: [*ARTICLE, *["detikcom, all rights reserved"] * n],
    "advertisements inside": lambda n: ARTICLE + ["ADVERTISEMENT"] * n + ARTICLE,
    "headlines": lambda n: each(n, call),
    "headlines before": lambda n: each(n, call) + ARTICLE,
    "headlines after": lambda n: ARTICLE + each(n, call),
    "the same headline before": lambda n: [TITLED[0]] * n + ARTICLE,
    "the headline inside": lambda n: [*TITLED, *ARTICLE, *[TITLED[0]] * n, *ARTICLE],
    "headlines with teasers": lambda n: each(n, call, say),
    "headlines with teasers after": lambda n: [*ARTICLE, "Copyright © 2024", *each(n, call, say)],
    "headlines with dates": lambda n: each(n, call, lambda _: TITLED[1], say),
    "untitled lines": lambda n: ["Ya tentu saja begitu"] * n + ARTICLE,
    "dates before": lambda n: [TITLED[1]] * n + ARTICLE,
    "bylines before": lambda n: ["Penulis: Rina Wati"] * n + ARTICLE,
    "bylines after": lambda n: ARTICLE + ["Penulis: Rina Wati"] * n,
    "names before": lambda n: [TITLED[0], *["Rina Wati"] * n, *ARTICLE],
    "datelines alone": lambda n: [*TITLED, *["Jakarta -"] * n, *ARTICLE],
    "mastheads": lambda n: [f"Bisnis.com, JAKARTA - {say(k)}" for k in range(n)],
    "leads": lambda n: [*TITLED, *["Ini kalimat pembuka yang pendek saja."] * n, *ARTICLE],
    "captions": lambda n: [*TITLED, *[CAPTION] * n, *ARTICLE],
    "captions, all different": lambda n: [*TITLED, *each(n, shoot), *ARTICLE],
    "captions among paragraphs": lambda n: ARTICLE + each(n, shoot, say),
    "captions alike at first": lambda n: (
        ARTICLE + each(n, lambda k: CAPTION.replace(".", f" nomor {k:06}."), say)
    ),
    "credits": lambda n: [*TITLED, *["Foto: Rina Wati/detikcom"] * n, *ARTICLE],
    "controls beside a picture": lambda n: [*TITLED, *["Perbesar", CAPTION] * n, *ARTICLE],
    "share buttons, then a caption": lambda n: [*TITLED, *ARTICLE, *["Share"] * n, *[CAPTION] * n, *ARTICLE],
    "items": lambda n: [*ARTICLE, *[f"{k % 99}. satu hal" for k in range(n)]],
    "items and advertisements": lambda n: ARTICLE + ["1. satu hal", "ADVERTISEMENT"] * n,
    "announced lists": lambda n: ARTICLE + ["Berikut daftarnya:"] * n,
    "announced lists apart": lambda n: ARTICLE + ["Berikut daftarnya:", ""] * n,
    "initials": lambda n: each(n, say, lambda _: "(hnh/imk)"),
    "initials after": lambda n: [*ARTICLE, *["(hnh/imk)"] * n],
    "headings of blocks": lambda n: ["Berita Terkait"] * n,
    "headings of blocks inside": lambda n: [*ARTICLE, *["Baca Juga"] * n, *ARTICLE],
    "headings of blocks apart": lambda n: ["Berita Terkait", ""] * n,
    "headings of blocks, then headlines": lambda n: ["Berita Terkait"] * n + each(n, call),
    "blocks": lambda n: each(n, lambda _: "Berita Terkait", call),
    "blocks inside": lambda n: [*ARTICLE, *each(n, lambda _: "Baca Juga", call), *ARTICLE],
    "blocks before the headline": lambda n: [*each(n, lambda _: "Berita Terkait", call), *TITLED, *ARTICLE],
    "a long block": lambda n: [*ARTICLE, "Berita Terkait", *each(n, call), *ARTICLE],
    "embeds glued behind": lambda n: [f"{say(k)}{GLUED}" for k in range(n)],
    "embeds glued before advertisements": lambda n: ARTICLE + [f"{GLUED}ADVERTISEMENT"] * n + ARTICLE,
}
#: The size of the smaller page: more than any stage looks ahead or behind.
SMALL = 250


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_as_the_page_grows(name: str) -> None:
    check_growth(lambda count: cleaner().clean("\n".join(GROWING[name](count)) + "\n"), SMALL)


@pytest.mark.parametrize("name", GROWING)
def test_long_pages_settle(name: str) -> None:
    """Long pages of one shape raise nothing, and come out the same when cleaned again."""
    text = "\n".join(GROWING[name](1200)) + "\n"

    once = cleaner().clean(text)

    assert cleaner().clean(once) == once


# ---------------------------------------------------------------------------------------- robustness


@LAW
@given(anything)
@example("")
@example("\n")
@example("\r")
@example("\ufeff")
@example("\0\n\0")
@example("\ud800\n\udfff")
@example("(\n" * 50)
def test_any_text_is_a_page(text: str) -> None:
    document = cleaner().document(text)

    document.to_dict()
    explain_text(document)
    cleaner().clean(text).encode()


#: Kinds that nobody would do without, and what is left when one does.
_KEEPS = [
    KEPT - {"caption"},
    KEPT - {"title"},
    KEPT | {"byline", "date"},
    frozenset({"body"}),
    KINDS,
    frozenset(),
]


@LAW
@given(pages, st.sampled_from(_KEEPS))
def test_what_is_kept_is_a_choice_of_kinds(text: str, keep: frozenset[str]) -> None:
    document = (
        Cleaner(keep=keep).document(text)
        if keep == KINDS
        else Document(Page(text), cleaner().document(text).marks, keep=keep)
    )

    assert {block.kind for block in document.blocks} <= keep
