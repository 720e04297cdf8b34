"""Drops the bare headlines that follow the heading of a block: "Baca juga" and its links.

The block ends at the next paragraph, and before a lone short line that a paragraph follows, if a blank line
sets it apart or it is shorter than any headline: that is a subhead, and the article goes on with it. Where
an element rule names the heading of a saved page's block, the block ends with the element.
"""

from __future__ import annotations

from bisect import bisect

from beritaclean.lines import is_headline, is_item, is_paragraph
from beritaclean.normalize import BULLETS
from beritaclean.sheet import Sheet

#: A block inside an article holds at most so many headlines; what is longer is no block of links.
LONGEST = 14
#: How many lines below its heading a block is followed, whatever they are.
REACH = 4 * LONGEST
#: A line shorter than this, in characters, between a headline and a paragraph is a subhead.
SUBHEAD = 30
#: A line of at least this length that ends in a full stop is a sentence, and ends the block.
SENTENCE = 40


def mark_blocks(sheet: Sheet) -> None:
    """Mark the headlines under each block heading that stands inside the article or right below it."""
    if sheet.first < 0:
        return
    below = sheet.after(sheet.last)
    for hit in sheet.hits:
        if hit.does != "block" or sheet.rules.get(hit.line) != hit.rule:
            continue
        if sheet.first <= hit.line <= sheet.last or (hit.line == below and hit.kind == "promo"):
            stop = sheet.last if hit.line <= sheet.last else len(sheet.lines) - 1
            mark_block(sheet, hit.line, stop, hit.kind, hit.rule)


def mark_block(sheet: Sheet, heading: int, stop: int, kind: str, rule: str, longest: int = LONGEST) -> int:
    """Mark what belongs to the block under the line `heading`, at most up to `stop`.

    Returns how many lines were marked. A block with more than `longest` lines is left alone.
    """
    block = list(block_lines(sheet, heading, stop))
    if len(block) > longest:
        return 0
    marked = sum(sheet.mark(line, kind, rule) for line in block)
    for line in range(heading, max(block, default=heading)):
        if sheet.kinds.get(line) == "date":  # of a headline in the block, not of the article
            sheet.kinds[line], sheet.rules[line] = kind, rule
    return marked


def block_lines(sheet: Sheet, heading: int, stop: int) -> list[int]:
    """The lines under a heading that read like headlines, in order; with bullets only those in capitals."""
    block: list[int] = []
    lines, kinds, hints = sheet.lines, sheet.kinds, sheet.page.hints
    rule = hints[heading].rule if hints and hints[heading].kind else ""
    at = bisect(sheet.filled, heading)
    below = sheet.filled[at : at + REACH + 1]
    previous = heading
    for line, following in zip(below[:REACH], [*below[1:], len(lines)], strict=False):
        if line > stop or (rule and hints[line].rule != rule):
            break
        text = lines[line]
        if line not in kinds:
            listed = is_item(text) and not is_headline(sheet.raw[line].strip().lstrip(BULLETS))
            if is_paragraph(text) or listed or (len(text) >= SENTENCE and text[-1] in '."'):
                break
            if block and len(text) <= 60 and following <= stop and is_paragraph(lines[following]):
                apart = line - previous > 1 or len(text) < SUBHEAD <= len(lines[previous])
                if apart and not sheet.is_repeated(line):
                    break  # a table of contents names the subheads again
            block.append(line)
        elif kinds[line] not in ("promo", "date", "ad", "share") and not text[0].isdigit():
            break  # a count of readers stands under a headline, as its date does
        previous = line
    return block
