"""The package as a library: its public names, its settings, and what it may be asked to survive."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import beritaclean
from beritaclean import (
    BeritacleanError,
    Cleaner,
    Document,
    Hint,
    InputError,
    Mark,
    OutputError,
    PackError,
    Page,
    clean,
)

PAGE = """Home
Ekonomi
Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh
Rina Wati - detikNews
Senin, 06 Mei 2024 11:51 WIB
Pedagang menata karung beras di Pasar Kliwon. (Foto: Rina Wati/detikcom)
Solo - Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang.

"Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.
ADVERTISEMENT
SCROLL TO CONTINUE WITH CONTENT
Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini.
Baca juga: Wali Kota Resmikan Jembatan Gantung Kali Ijo
Kepala dinas itu mengatakan perbaikan baru bisa dimulai setelah anggaran perubahan disahkan DPRD. (rin/jok)
Copyright @ 2024 detikcom, All right reserved
"""
CLEAN = """Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh
Pedagang menata karung beras di Pasar Kliwon. (Foto: Rina Wati/detikcom)
Solo - Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang.

"Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.
Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini.
Kepala dinas itu mengatakan perbaikan baru bisa dimulai setelah anggaran perubahan disahkan DPRD.
"""
PACK = """
name = "kabar"

[[rule]]
id = "pasar-line"
why = "A line of the market's own newsletter"
kind = "follow"
prefix = ["menurut dia, pasokan"]
hits = ["Menurut dia, pasokan habis"]
misses = ["Pasokan habis"]
"""


# -------------------------------------------------------------------------------------- public names


def test_public_names() -> None:
    assert sorted(beritaclean.__all__) == sorted(
        [
            "BeritacleanError",
            "Cleaner",
            "Document",
            "Hint",
            "InputError",
            "Mark",
            "OutputError",
            "PackError",
            "Page",
            "clean",
        ]
    )
    assert all(getattr(beritaclean, name) is not None for name in beritaclean.__all__)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="module 'beritaclean' has no attribute 'cleen'"):
        beritaclean.cleen  # noqa: B018


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after some code."""
    code += "\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_is_lazy() -> None:
    held = modules_after("import beritaclean")

    assert {name for name in held if name.startswith("beritaclean.")} == set()


def test_cleaning_loads_nothing_of_the_program() -> None:
    held = modules_after("from beritaclean import clean\nclean('Harga beras naik')")

    assert (
        held
        & {
            "typer",
            "rich",
            "selectolax",
            "charset_normalizer",
            "ftfy",
            "beritaclean.cli",
            "beritaclean.filter",
        }
        == set()
    )


# --------------------------------------------------------------------------------------------- clean


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("\n", "\r\n"), PAGE.replace("\n", "\r"), CLEAN])
def test_clean(page: str) -> None:
    assert clean(page) == CLEAN


@pytest.mark.parametrize("page", ["", "\n", " \r\n\t\u00a0\n", "\ufeff"])
def test_clean_of_nothing(page: str) -> None:
    assert clean(page) == ""


def test_cleaner_takes_text_or_page() -> None:
    cleaner = Cleaner()

    assert cleaner.document(PAGE) == cleaner.document(Page(PAGE))
    assert cleaner.document(Page(PAGE, source="halaman.txt")).page.source == "halaman.txt"


def test_document() -> None:
    document = Cleaner().document(PAGE)

    assert document.title == "Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh"
    assert document.published == "2024-05-06T11:51:00+07:00"
    assert [person.name for person in document.byline] == ["Rina Wati"]
    assert [caption.credit for caption in document.captions] == ["Rina Wati/detikcom"]
    assert (document.dateline, document.publisher, document.language) == ("Solo", "detik.com", "id")
    assert len(document.body) == 4


# ------------------------------------------------------------------------------------------ settings


def kinds(cleaner: Cleaner) -> set[str]:
    return {mark.kind for mark in cleaner.document(PAGE).marks}


def rules(cleaner: Cleaner) -> set[str]:
    return {mark.rule for mark in cleaner.document(PAGE).marks}


def test_keep() -> None:
    cleaner = Cleaner(keep={"title", "body"})

    assert cleaner.clean(PAGE) == CLEAN.replace(CLEAN.split("\n")[1] + "\n", "")


def test_keep_adds_kinds() -> None:
    kept = Cleaner(keep=beritaclean.page.KEPT | {"byline", "date"}).clean(PAGE)

    assert "Rina Wati - detikNews\nSenin, 06 Mei 2024 11:51 WIB\n" in kept


@pytest.mark.parametrize("name", ["general/baca-juga", "promo", "general"])
def test_ignore(name: str) -> None:
    assert "Baca juga: Wali Kota" in Cleaner(ignore=[name]).clean(PAGE)


@pytest.mark.parametrize("name", ["endmarks", "endmarks/initials"])
def test_ignore_a_stage(name: str) -> None:
    assert "(rin/jok)" in Cleaner(ignore=[name]).clean(PAGE)


def test_select() -> None:
    kept = Cleaner(select=["promo"]).clean(PAGE)

    assert "Baca juga" not in kept
    assert "ADVERTISEMENT" in kept
    assert "Rina Wati - detikNews" in kept


def test_selection_holds_in_every_round() -> None:
    """Neither what is ignored nor what is not selected comes in with a further round."""
    assert "ad" not in kinds(Cleaner(ignore=["ad"]))
    assert kinds(Cleaner(select=["promo"])) <= {"promo", "title", "lead", "caption", "subhead", "body"}


def test_publisher() -> None:
    assert "detik/scroll-ad" not in rules(Cleaner(publisher="none"))
    assert Cleaner(publisher="none").document(PAGE).publisher == ""
    assert Cleaner(publisher="kompas.com").document(PAGE).publisher == "kompas.com"
    assert {rule.split("/")[0] for rule in rules(Cleaner(publisher="kompas.com"))}.isdisjoint({"detik"})


def test_user_rules(tmp_path: Path) -> None:
    pack = tmp_path / "kabar.toml"
    pack.write_text(PACK, encoding="utf-8")

    for path in (pack, str(pack)):
        cleaner = Cleaner(rules=[path])
        assert "Menurut dia, pasokan" not in cleaner.clean(PAGE)
        assert "kabar/pasar-line" in cleaner.names()


def test_names() -> None:
    names = Cleaner().names()

    assert {
        "general/baca-juga",
        "general",
        "detik",
        "heads/title",
        "heads",
        "captions",
        "promo",
        "title",
    } <= names
    assert rules(Cleaner()) <= names


# -------------------------------------------------------------------------------------------- errors


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    cleaner = Cleaner(rules=[tmp_path / "tiada.toml"])

    with pytest.raises(PackError) as caught:
        cleaner.clean(PAGE)

    assert caught.value.path == str(tmp_path / "tiada.toml")
    assert (
        str(caught.value)
        == f"{caught.value.path}: cannot be read: No such file or directory (give the path of a TOML file)"
    )


def test_a_pack_that_is_wrong(tmp_path: Path) -> None:
    pack = tmp_path / "kabar.toml"
    pack.write_text(PACK.replace("prefix", "prefixx"), encoding="utf-8")

    with pytest.raises(BeritacleanError) as caught:
        Cleaner(rules=[pack]).clean(PAGE)

    assert str(caught.value) == f'{pack}:4: rule "pasar-line": unknown key "prefixx" (did you mean "prefix"?)'


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (PackError("a.toml", "is wrong"), "a.toml: is wrong"),
        (
            PackError("a.toml", "is wrong", line=3, rule="x", remedy="mend it"),
            'a.toml:3: rule "x": is wrong (mend it)',
        ),
        (InputError("a.txt", "is wrong"), "a.txt: is wrong"),
        (InputError("a.txt", "is wrong", remedy="mend it"), "a.txt: is wrong (mend it)"),
        (OutputError("out", "is full", remedy="empty it"), "out: is full (empty it)"),
    ],
)
def test_errors_say_what_to_do(error: BeritacleanError, text: str) -> None:
    assert str(error) == text
    assert str(copy.copy(error)) == text


# --------------------------------------------------------------------------------- threads, processes


def test_one_cleaner_in_many_threads() -> None:
    cleaner = Cleaner()
    pages = [PAGE, CLEAN, "", PAGE.replace("\n", "\r\n"), PAGE.upper()] * 20
    alone = [Cleaner().clean(page) for page in pages[:5]] * 20

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(cleaner.clean, pages)) == alone


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_data_can_be_sent_to_another_process(protocol: int) -> None:
    page = Page(PAGE, "halaman.txt", (Hint(heading=1, words="story"),), {"site": "contoh"})
    document = Cleaner().document(PAGE)
    assert document.text == CLEAN  # cached, and sent along

    assert pickle.loads(pickle.dumps(page, protocol)) == page
    assert pickle.loads(pickle.dumps(Mark(0, 4, "ad", "t/x"), protocol)) == Mark(0, 4, "ad", "t/x")
    again: Document = pickle.loads(pickle.dumps(document, protocol))
    assert again == document
    assert again.to_dict() == document.to_dict()


def test_a_cleaner_can_be_sent_to_another_process(tmp_path: Path) -> None:
    pack = tmp_path / "kabar.toml"
    pack.write_text(PACK, encoding="utf-8")

    cleaner: Cleaner = pickle.loads(
        pickle.dumps(Cleaner(rules=[pack], ignore=["ad"], keep={"title", "body"}))
    )

    assert cleaner.clean(PAGE) == Cleaner(rules=[pack], ignore=["ad"], keep={"title", "body"}).clean(PAGE)


def test_errors_can_be_sent_to_another_process() -> None:
    error = PackError("a.toml", "is wrong", line=3, rule="x", remedy="mend it")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_data_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Page("Satu").text = "Dua"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Mark(0, 1, "ad", "t/x").kind = "promo"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Cleaner().document("Satu").publisher = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("host", "publisher"),
    [
        pytest.param("news.detik.com", "detik.com", id="a part of its domain"),
        pytest.param("tribunjatim.com", "tribunnews.com", id="another domain of its pack"),
        pytest.param("Aceh.Tribunjatim.com", "tribunnews.com", id="a part of that, in capitals"),
        pytest.param("bukandetik.com", "", id="not a part of it"),
        pytest.param("com", "", id="no domain"),
        pytest.param("", "", id="none"),
    ],
)
def test_host_tells_the_publisher(host: str, publisher: str) -> None:
    page = Page("Harga beras di Pasar Kliwon naik, kata seorang pedagang.", facts={"host": host})

    assert Cleaner().document(page).publisher == publisher


SAVED = """<link rel=canonical href=https://news.kabarbaru.com/1><title>Kabar Baru</title>
<div class=kotak>
<p>Harga pupuk di tiga kabupaten turun lagi pekan ini, kata ketua kelompok tani di sana.</p>
</div><h1>Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh</h1><div class=isi>
<p>Solo - Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang.</p>
<p class=sisip>Panen raya di lereng gunung dimulai pekan depan dan berlangsung sampai akhir bulan ini.</p>
<p>Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini.</p></div>
<p>Warga di dua kelurahan masih menunggu air bersih dari tangki yang dikirim pemerintah kota sejak Minggu.</p>
"""
SITE = """publisher = "kabarbaru.com"
[html]
article = ["div.isi"]
drop.promo = [".sisip"]
"""


def read_saved(cleaner: Cleaner) -> dict[str, str]:
    """The lines of a saved page that element rules take, by their first two words, as a cleaner marks it."""
    from beritaclean.readers.html import read_html

    document = cleaner.document(read_html(SAVED.encode(), rules=cleaner.element_rules))
    return {" ".join(span.text.split()[:2]): span.rule for span in document.dropped if "/html-" in span.rule}


@pytest.mark.parametrize(
    ("settings", "taken"),
    [
        pytest.param(
            {}, {"Panen raya": "site/html-drop", "Warga di": "site/html-article"}, id="by the page's host"
        ),
        pytest.param(
            {"publisher": "kabarbaru.com"},
            {"Panen raya": "site/html-drop", "Warga di": "site/html-article"},
            id="publisher",
        ),
        pytest.param({"publisher": "none"}, {}, id="nobody's"),
        pytest.param({"publisher": "detik.com"}, {}, id="another's"),
        pytest.param({"ignore": ["site/html-drop"]}, {"Warga di": "site/html-article"}, id="ignore a rule"),
        pytest.param({"ignore": ["site"]}, {}, id="ignore the pack"),
        pytest.param({"ignore": ["elements"]}, {}, id="ignore the stage"),
        pytest.param({"ignore": ["promo"]}, {"Warga di": "site/html-article"}, id="ignore a kind"),
        pytest.param({"select": ["site/html-drop"]}, {"Panen raya": "site/html-drop"}, id="select a rule"),
        pytest.param({"select": ["ad"]}, {}, id="select something else"),
    ],
)
def test_element_rules_of_a_pack(tmp_path: Path, settings: dict[str, Any], taken: dict[str, str]) -> None:
    (tmp_path / "site.toml").write_text(SITE)

    assert read_saved(Cleaner(rules=[tmp_path / "site.toml"], **settings)) == taken


def test_the_ids_of_element_rules_are_names(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(SITE)

    assert {"site/html-drop", "site/html-article", "site", "elements"} <= Cleaner(
        rules=[tmp_path / "site.toml"]
    ).names()
