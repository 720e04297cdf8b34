"""Marks what element rules say of a saved page's lines: a pack's `[html]` table, and filter lists.

The reader put it into the hints; whether to believe it is judged here. A rule that would take much of the
page's prose, or an article element that holds little of it, is for another design of the site: it is
left alone, with a warning. What the page's own data vouch for stays. Plain text has no hints.
"""

from __future__ import annotations

from beritaclean.sheet import Sheet

#: Rules that take more of a page's prose than this, in characters, are not believed.
MOST = 0.5
#: An article's element that holds less of it is not either: teasers and comments are prose, too.
LEAST = 0.3


def mark_elements(sheet: Sheet) -> None:
    """Mark lines by element rules; set `sheet.elsewhere` to those outside of the article's element.

    What becomes of the latter is for the stages that know where the article begins and ends.
    """
    hints = sheet.page.hints
    if not hints:
        return
    ruled = [line for line in sheet.open if hints[line].rule]
    if not ruled:
        return
    doubted = _find_doubted(sheet, ruled)
    for line in ruled:
        hint = hints[line]
        if hint.rule in doubted:
            continue
        if hint.kind:
            sheet.mark(line, hint.kind, hint.rule)
        elif line in sheet.vouched:
            sheet.disputed.add(line)
        else:
            sheet.elsewhere[line] = hint.rule


def _find_doubted(sheet: Sheet, ruled: list[int]) -> set[str]:
    """Find the rules that are not believed on this page, and say so in the sheet's warnings."""
    hints = sheet.page.hints
    prose: dict[str, int] = {}  # by the rule that speaks of it
    for line in sheet.paragraphs():
        rule = hints[line].rule
        prose[rule] = prose.get(rule, 0) + len(sheet.lines[line])
    total = sum(prose.values())
    held = prose.get("", 0)
    articles = sorted({hints[line].rule for line in ruled if not hints[line].kind})
    takers = sorted(rule for rule in prose if rule and rule not in articles)
    doubted: set[str] = set()
    for rule in articles if not held or held < LEAST * total else ():
        share = 100 * held // total if total else 0
        sheet.warnings.append(f"{rule} is not followed: its element holds {share} % of the page's prose")
        doubted.add(rule)
    for rule in takers:
        if prose[rule] > MOST * total:
            share = 100 * prose[rule] // total
            sheet.warnings.append(f"{rule} is not followed: it would take {share} % of the page's prose")
            doubted.add(rule)
    believed = [rule for rule in takers if rule not in doubted]
    taken = sum(prose[rule] for rule in believed)
    if taken > MOST * total:
        share = 100 * taken // total
        names = ", ".join(believed)
        sheet.warnings.append(f"{names} are not followed: together they would take {share} % of the prose")
        doubted.update(believed)
    return doubted
