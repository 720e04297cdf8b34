"""JSON Lines: the text of a field, and all else as it came."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.readers import jsonl
from beritaclean.readers.items import Item, ReadOptions
from beritaclean.readers.jsonl import find_member, read_jsonl


def read(data: bytes, **options: Any) -> list[Item]:
    return list(read_jsonl([data], "in", ReadOptions(**options)))


def test_nothing() -> None:
    assert read(b"") == read(b"\n\n  \r\n") == []


def test_record() -> None:
    (item,) = read(b'{"id": 1.50, "text": "Hujan", "x": null}\r\n')

    assert item.page.text == "Hujan"
    assert item.page.source == "in:1"
    assert item.record is not None
    assert item.record.with_value('"b"') == '{"id": 1.50, "text": "b", "x": null}'


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "a', "not JSON: Unterminated string starting at (column 10)"),
        ('{"text"}', "not JSON: Expecting ':' delimiter (column 8)"),
        ('{"text": "a" "b": 1}', "not JSON: Expecting ',' delimiter (column 14)"),
        ('{"text": "a",}', "not JSON: Expecting property name enclosed in double quotes (column 14)"),
        ('{"text": "a"} x', "not JSON: Extra data (column 15)"),
        ('{"text": }', "not JSON: Expecting value (column 10)"),
        ('{"text": "a\tb"}', "not JSON: Invalid control character at (column 12)"),
        ("Hujan", "not JSON: Expecting value (column 1)"),
        ("[" * 100_000, "not JSON: nested too deeply"),
        ('{"a":' + "[" * 100_000, "not JSON: nested too deeply"),
        ('"Hujan"', "not a JSON object"),
        ("[1, 2]", "not a JSON object"),
        ("{}", 'field "text" is missing (name the field with --field)'),
        ('{"Text": "a"}', 'field "text" is missing (name the field with --field)'),
        ('{"text": 1}', 'field "text" is no text (name the field with --field)'),
        ('{"text": null}', 'field "text" is no text (name the field with --field)'),
    ],
)
def test_bad_lines(line: str, problem: str) -> None:
    first, bad, last = read(f'{{"text": "a"}}\n{line}\n{{"text": "b"}}'.encode())

    assert (first.page.text, last.page.text) == ("a", "b")
    assert bad.error == f"in:2: {problem}"
    assert (bad.record is None) == ("field" not in problem)


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        pytest.param(b'{"text": "a", "text": "b"}', {}, "b", id="the last of several"),
        pytest.param(b'{"te\\u0078t": "a"}', {}, "a", id="an escaped name"),
        pytest.param(b'{"n": 1e999, "m": ' + b"9" * 5000 + b', "text": "a"}', {}, "a", id="long numbers"),
        pytest.param('\ufeff{"text": "é"}'.encode(), {}, "é", id="byte order mark"),
        pytest.param('{"text": "é"}\n'.encode("utf-16"), {}, "é", id="utf-16"),
        pytest.param('{"text": "é"}'.encode("cp1252"), {"encoding": "cp1252"}, "é", id="cp1252"),
        pytest.param('{"text": "é"}'.encode("utf-16-be"), {"encoding": "utf-16-be"}, "é", id="utf-16-be"),
        pytest.param('{"text": "é"}'.encode("utf-16-be"), {"encoding": "utf-16"}, "é", id="utf-16, no mark"),
        pytest.param(b'{"text": "\xff"}', {}, "\udcff", id="a bad byte"),
        pytest.param(b'{"text": "a+\x81"}', {"encoding": "utf-7"}, "a\ufffd", id="a bad byte in utf-7"),
        pytest.param(b'{"text": "\\ud800"}', {}, "\ud800", id="a lone surrogate"),
        pytest.param(b'{"body": "a"}', {"field": "body"}, "a", id="another field"),
        pytest.param('{"text": "cafÃ©"}'.encode(), {"fix_mojibake": True}, "café", id="mojibake"),
        pytest.param(
            '{"text": "Ã©\\ud800"}'.encode(), {"fix_mojibake": True}, "Ã©\ud800", id="beyond repair"
        ),
    ],
)
def test_text(data: bytes, options: dict[str, Any], expected: str) -> None:
    assert [item.page.text for item in read(data, **options)] == [expected]


def test_bad_bytes_are_counted() -> None:
    assert read(b'{"text": "\xff\xfe"}')[0].page.facts == {"replaced": "2"}
    assert read(b'{"text": "a"}')[0].page.facts == {}


def test_line_too_long_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 100)
    chunks = [b'{"text": "' + b"a" * 60, b"b" * 60, b"c" * 60, b'"}\n{"text": "x"}\n']

    long, after = read_jsonl(chunks, "in", ReadOptions())

    assert "not JSON" in long.error
    assert after.page.text == "x"


def test_a_chunk_of_blank_lines_takes_little_memory() -> None:
    """Lines are cut off one after the other: a list of them takes eight times the chunk."""
    chunk = b"\n" * 50_000
    read(chunk)
    tracemalloc.start()
    try:
        assert not read(chunk)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 3 * len(chunk)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(st.text(max_size=5), values, max_size=5),
    st.text(),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_member_stands_where_it_is_said_to(
    rest: dict[str, Any], text: str, indent: int | None, escaped: bool
) -> None:
    whole = {**rest, "text": text}
    line = json.dumps(whole, indent=indent, ensure_ascii=escaped)

    value, start, end = find_member(line, "text")

    assert value == text
    assert json.loads(line[start:end]) == text
    assert json.loads(line[:start] + '"x"' + line[end:]) == {**whole, "text": "x"}


@given(st.lists(st.text(max_size=20), max_size=5), st.integers(1, 7))
def test_chunks_make_no_difference(lines: list[str], size: int) -> None:
    data = "".join(json.dumps({"text": line}, ensure_ascii=False) + "\n" for line in lines)
    raw = data.encode("utf-8")
    chunks = [raw[at : at + size] for at in range(0, len(raw), size)]

    assert [item.page.text for item in read_jsonl(chunks, "in", ReadOptions())] == lines


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_may_come_in_pieces(encoding: str) -> None:
    chunks = [bytes([byte]) for byte in '{"text": "é"}\n'.encode(encoding)]

    assert [item.page.text for item in read_jsonl(chunks, "in", ReadOptions())] == ["é"]
