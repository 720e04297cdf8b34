"""Settings: what is in force, what wins, and where it came from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from beritaclean.config import CHOICES, KEYS, OptionError, Settings, combine, find_config, load_config
from beritaclean.errors import PackError
from beritaclean.page import KEPT, KINDS


def test_defaults() -> None:
    settings = combine({}, isolated=True)

    assert settings == Settings()
    assert settings.kinds == KEPT
    assert {settings.origin(name) for name in settings._fields} == {"default"}


def test_keys_are_the_settings() -> None:
    assert list(KEYS) == [name.rstrip("_") for name in Settings._fields if name != "origins"]
    assert set(KEYS.values()) == {str, bool, list}
    assert set(CHOICES["keep"]) == KINDS


@pytest.mark.parametrize(
    ("file", "given", "expected"),
    [
        pytest.param({"to": "json"}, {}, {"to": "json"}, id="file"),
        pytest.param({"to": "json"}, {"to": "text"}, {"to": "text"}, id="given wins"),
        pytest.param({"keep": ("date",)}, {"keep": ("ad",)}, {"keep": ("date", "ad")}, id="lists add up"),
        pytest.param({"keep": ("ad",)}, {"keep": ("ad",)}, {"keep": ("ad",)}, id="once"),
        pytest.param(
            {"drop": ("lead",)}, {"keep": ("lead",)}, {"keep": ("lead",), "drop": ()}, id="keep over drop"
        ),
        pytest.param(
            {"keep": ("ad",)}, {"drop": ("ad",)}, {"keep": (), "drop": ("ad",)}, id="drop over keep"
        ),
        pytest.param({"ignore": ("x",)}, {"select": ("x",)}, {"select": ("x",), "ignore": ()}, id="select"),
        pytest.param({"select": ("x",)}, {"ignore": ("x",)}, {"select": (), "ignore": ("x",)}, id="ignore"),
        pytest.param({"fix_mojibake": True}, {"fix_mojibake": False}, {"fix_mojibake": False}, id="no"),
        pytest.param({}, {"keep": None, "to": None}, {}, id="not given"),
    ],
)
def test_override(file: dict[str, Any], given: dict[str, Any], expected: dict[str, Any]) -> None:
    settings = Settings().override(file, "file").override(given, "command line")

    assert settings._replace(origins=()) == Settings(**expected)


def test_drop_wins_over_keep_of_the_same_place() -> None:
    assert "ad" not in combine({"keep": ["ad"], "drop": ["ad"]}, isolated=True).kinds


def test_origins() -> None:
    settings = Settings().override({"to": "json", "keep": ("ad",)}, "file")
    settings = settings.override({"keep": ("date",), "eol": "lf"}, "command line")

    assert settings.origin("to") == "file"
    assert settings.origin("keep") == "file, command line"
    assert settings.origin("eol") == "command line"
    assert settings.origin("from_") == "default"


def test_words_may_be_parted_by_commas() -> None:
    settings = combine({"keep": ["ad, date", "byline,"], "rules": ["a,b.toml"]}, isolated=True)

    assert settings.keep == ("ad", "date", "byline")
    assert settings.rules == ("a,b.toml",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"to": "txt"}, '--to: "txt" is unknown (did you mean "text"?)'),
        ({"from_": "zzz"}, '--from: "zzz" is unknown (use one of auto, text, html, mhtml, jsonl, warc)'),
        ({"keep": ["ads"]}, '--keep: "ads" is unknown (did you mean "ad"?)'),
        ({"encoding": "uft-8"}, '--encoding: unknown name "uft-8" (did you mean "utf-8"?)'),
        ({"separator": "a\rb"}, "--separator: holds a line end (give one line, such as -----)"),
    ],
)
def test_what_cannot_be_obeyed(given: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        combine(given, isolated=True)

    assert str(caught.value) == message


def test_nearest_file_upward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", str(tmp_path / "config"))
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "beritaclean.toml").mkdir()  # a folder is none
    assert find_config(str(inner)) is None
    own = tmp_path / "config" / "beritaclean" / "beritaclean.toml"
    own.parent.mkdir(parents=True)
    own.touch()
    assert find_config(str(inner)) == str(own)
    (tmp_path / "beritaclean.toml").touch()
    assert find_config(str(inner)) == str(tmp_path / "beritaclean.toml")
    (inner / "beritaclean.toml").touch()
    assert find_config(str(inner)) == str(inner / "beritaclean.toml")
    monkeypatch.chdir(inner)
    assert find_config() == str(inner / "beritaclean.toml")


def test_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    assert find_config() is None


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "beritaclean.toml"
    file.write_text(
        'rules = ["mine.toml", "/else/where.toml"]\nfilter_list = ["a,b.txt"]\nfrom = "html"\nkeep = []\n'
    )

    settings = load_config(str(file))

    assert settings.rules == (str(tmp_path / "mine.toml"), "/else/where.toml")
    assert settings.filter_list == (str(tmp_path / "a,b.txt"),)
    assert (settings.from_, settings.keep) == ("html", ())
    assert settings.origin("rules") == str(file)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("tto = 1", 'unknown key "tto" (did you mean "to"?)'),
        ("strict = true", f'unknown key "strict" (use one of {", ".join(KEYS)})'),
        ("qqqq = 1", f'unknown key "qqqq" (use one of {", ".join(KEYS)})'),
        ("from_ = 'text'", 'unknown key "from_" (did you mean "from"?)'),
        ("origins = []", None),
        ("to = 1", '"to" is not a string (make it a string)'),
        ("keep = ['a', 1]", '"keep" is not a list of strings (make it a list of strings)'),
        ("fix_mojibake = 1", '"fix_mojibake" is not true or false (make it true or false)'),
        ("drop = ['captoin']", '"drop" is "captoin" (did you mean "caption"?)'),
        ("to = ", None),
    ],
)
def test_bad_files(tmp_path: Path, content: str, problem: str | None) -> None:
    file = tmp_path / "beritaclean.toml"
    file.write_text(content)

    with pytest.raises(PackError) as caught:
        load_config(str(file))

    assert str(caught.value).startswith(f"{file}: ")
    assert problem is None or str(caught.value) == f"{file}: {problem}"
