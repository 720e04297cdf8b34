"""What decides a result besides the input."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean.batch.basis import find_basis, tell_change
from beritaclean.config import Settings
from beritaclean.errors import PackError

PACK = '[pack]\nname = "saya"\n'


def test_same_options_are_the_same_basis(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(PACK)
    two.write_text(PACK)
    basis = find_basis(Settings(rules=(str(one),)))

    assert tell_change(basis, find_basis(Settings(rules=(str(two),), origins=(("rules", "a file"),)))) == ""


@pytest.mark.parametrize(
    ("settings", "change"),
    [
        (Settings(to="json"), "option to changed"),
        (Settings(keep=("byline",), publisher="detik.com"), "option keep and publisher changed"),
        (Settings(from_="html"), "option from changed"),
    ],
)
def test_changed_option_is_named(settings: Settings, change: str) -> None:
    assert tell_change(find_basis(Settings()), find_basis(settings)) == change


def test_changed_pack_is_another_basis(tmp_path: Path) -> None:
    pack = tmp_path / "saya.toml"
    pack.write_text(PACK)
    settings = Settings(rules=(str(pack),))
    before = find_basis(settings)
    pack.write_text(PACK + "\n")

    assert tell_change(before, find_basis(settings)) == "rules changed"
    assert tell_change(before, before._replace(version="9")) == f"version {before.version} did it"
    assert find_basis(Settings(filter_list=(str(pack),))).rules != find_basis(Settings()).rules
    pack.unlink()
    with pytest.raises(PackError, match="cannot be read"):
        find_basis(settings)
