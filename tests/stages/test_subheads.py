"""Headings inside an article. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[[str, str], None]

ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = 'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.'
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Jalan ditutup.", id="a sentence"),
        pytest.param('"Tidak tahu"', id="a quotation"),
        pytest.param("1. Fotokopi kartu keluarga", id="an item"),
        pytest.param("beras medium", id="small letters"),
        pytest.param(
            "Harga beras medium dan beras premium menurut catatan dinas pasar kota sejak awal tahun",
            id="too many words",
        ),
    ],
)
def test_mark_subheads_noop(check: Check, line: str) -> None:
    check("subheads", f"{ONE}\n{TWO}\nbody | {line}\n{SIX}")


@pytest.mark.parametrize("line", ["Tanggapan Warga", "Mengapa Harga Naik?", "Syarat dan Cara Mendaftar"])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_mark_subheads(check: Check, line: str, blank: str) -> None:
    check("subheads", blank.join([ONE, TWO, f"subhead | {line}", SIX]))


def test_heading_of_a_list(check: Check) -> None:
    check(
        "subheads",
        f"{ONE}\n{TWO}\nsubhead | Syarat Pendaftaran\nbody | 1. Fotokopi kartu\nbody | 2. Pasfoto\n{SIX}",
    )


def test_rows_are_no_headings(check: Check) -> None:
    check("subheads", f"{ONE}\n{TWO}\nbody | Beras\nbody | 12.500\nbody | Gula\nbody | 17.000\n{SIX}")
