"""The cleaner that settings ask for, and settings as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean.config import OptionError, Settings, combine
from beritaclean.configured import make_cleaner, show_settings


def test_cleaner_of_settings() -> None:
    cleaner = make_cleaner(Settings(publisher="DETIK", ignore=("general",), keep=("ad",), drop=("lead",)))

    assert cleaner.publisher == "detik.com"
    assert make_cleaner(Settings(publisher="www.tribunjatim.com")).publisher == "tribunnews.com"
    assert cleaner.ignore == {"general"}
    assert "ad" in cleaner.keep
    assert "lead" not in cleaner.keep
    for wrong in (Settings(publisher="detk.com"), Settings(ignore=("x/y",)), Settings(select=("x/y",))):
        with pytest.raises(OptionError):
            make_cleaner(wrong)


def test_shown_settings_can_be_read_again(tmp_path: Path) -> None:
    given = {"to": "jsonl", "keep": ["ad"], "separator": '"--\t"', "fix_mojibake": True, "field": "é\u2028"}
    settings = combine(given, isolated=True)
    (tmp_path / "beritaclean.toml").write_text(show_settings(settings), encoding="utf-8")

    again = combine({}, str(tmp_path / "beritaclean.toml"))

    assert again._replace(origins=()) == settings._replace(origins=())
