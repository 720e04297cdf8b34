"""The stages that mark a page, in the order in which they run.

Each is a function of one `Sheet`. What a stage decides, later ones leave alone. Before the first of them, and
before rules are sought, `settle_hinted` may mark what needs neither.
"""

from __future__ import annotations

from collections.abc import Callable

from beritaclean.sheet import Sheet
from beritaclean.stages.article import find_article
from beritaclean.stages.blocks import mark_blocks
from beritaclean.stages.captions import mark_captions
from beritaclean.stages.copies import mark_copies
from beritaclean.stages.datelines import cut_masthead
from beritaclean.stages.elements import mark_elements
from beritaclean.stages.endmarks import cut_end_marks
from beritaclean.stages.heads import mark_head
from beritaclean.stages.markup import mark_markup, settle_hinted
from beritaclean.stages.phrases import apply_hits, apply_later
from beritaclean.stages.subheads import mark_subheads
from beritaclean.stages.tails import mark_tail
from beritaclean.stages.vouching import tell_disputes, vouch

__all__ = ["DECISIONS", "STAGES", "Stage", "settle_hinted"]

Stage = Callable[[Sheet], None]

#: Name and function of each stage, in order.
STAGES: tuple[tuple[str, Stage], ...] = (
    ("phrases", apply_hits),
    ("vouching", vouch),
    ("elements", mark_elements),
    ("markup", mark_markup),
    ("article", find_article),
    ("places", apply_later),
    ("datelines", cut_masthead),
    ("blocks", mark_blocks),
    ("heads", mark_head),
    ("tails", mark_tail),
    ("captions", mark_captions),
    ("copies", mark_copies),
    ("endmarks", cut_end_marks),
    ("subheads", mark_subheads),
    ("disputes", tell_disputes),
)

#: What the stages can decide: the rule ids of their marks.
DECISIONS: frozenset[str] = frozenset(
    {
        "captions/alternative-text",
        "captions/copy",
        "captions/credit",
        "copies/listed-below",
        "copies/paragraph",
        "copies/title",
        "datelines/dash",
        "datelines/masthead",
        "endmarks/initials",
        "endmarks/rule",
        "heads/above-title",
        "heads/before-article",
        "heads/byline",
        "heads/caption",
        "heads/credit",
        "heads/date",
        "heads/lead",
        "heads/name",
        "heads/short",
        "heads/site-clock",
        "heads/title",
        "markup/caption",
        "markup/link",
        "markup/region",
        "markup/widget",
        "subheads/between-paragraphs",
        "subheads/heading",
        "tails/after-article",
        "tails/byline",
        "tails/caption",
    }
)
