"""Cities, however their names are written."""

from __future__ import annotations

import pytest

from beritaclean.metadata.places import _PLACES, is_place, squeeze_place


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


def test_every_place_is_known_as_it_is_written() -> None:
    names = " ".join(_PLACES.split()).split(",")

    assert [name for name in names if not is_place(name)] == []
    assert [name for name in names if squeeze_place(name) != name.replace(" ", "")] == []
