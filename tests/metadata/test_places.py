"""Cities, however their names are written."""

from __future__ import annotations

import pytest

from beritaclean.metadata.places import is_place


@pytest.mark.parametrize(
    "name", ["", "PERHATIAN", "Jakart", "Kota", "Bandung Jakarta", "Lima Puluh", "Sumber", "Buru"]
)
def test_is_place_noop(name: str) -> None:
    assert not is_place(name)


@pytest.mark.parametrize(
    "name",
    [
        "Kuala Lumpur",
        "BANDARLAMPUNG",
        "Bandar Lampung",
        "Banda Aceh",
        "New York",
        "Ogan Komering Ulu",
        "TIMOR TENGAH SELATAN",
    ],
)
def test_is_place(name: str) -> None:
    assert is_place(name)
