"""Search by word stems: which words a material has, and which materials have the words typed.

A word is folded (case, accents) and indexed twice, as it stands and cut to its Indonesian stem.
So "layanan" finds "pelayanan", and "pela", typed last, finds it as a beginning. The names of
units and programs are compared when somebody searches: a new name counts at once.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
from django.db.models import Exists, OuterRef, Q, QuerySet

from contentdesk.facts import facts_of
from contentdesk.models import Edition, Material, Word
from contentdesk.organization.models import Program, Unit

# Count up when the same text would give other words: the sweep then cuts all of them anew.
WAY = 1
LONGEST = 40
MOST_TERMS = 8
# A word in no more materials than this is looked up first; a frequent one is asked of each
# material in the order of the list, where the page fills soon.
FEW = 500
_PART = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word, as PostgreSQL's "indonesian" cuts it."""
    # A stemmer of its own each time: it keeps its place in itself, and threads share modules.
    return str(snowballstemmer.stemmer("indonesian").stemWord(word))


def parts(text: str) -> list[str]:
    """The words of a text in their order: without case, accents and punctuation."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
    return [part[:LONGEST] for part in _PART.findall(plain.casefold())]


def words(texts: Iterable[str]) -> set[str]:
    """What these texts are found under: each word as it stands, and its stem."""
    standing = {part for text in texts for part in parts(text)}
    return standing | {stem(word) for word in standing}


def texts_of(edition: Edition) -> list[str]:
    """Everything of an edition that people may look for."""
    said = [fact for fact in facts_of(edition.material.kind) if fact.shape != "day"]
    pictures = [text for shown in edition.placements.all() for text in (shown.caption, shown.alt)]
    return [
        edition.title,
        edition.body,
        edition.social_caption,
        *(edition.facts.get(fact.name, "") for fact in said),
        *pictures,
    ]


@dataclass(frozen=True)
class Term:
    """One word that was typed: its stem and, typed last, the beginning it may be."""

    stem: str
    beginning: str = ""

    def fits(self, text: str) -> bool:
        """Whether this text has the word; the same rule as in `_rows`."""
        found = words([text])
        if self.beginning and any(word.startswith(self.beginning) for word in found):
            return True
        return self.stem in found

    @property
    def rows(self) -> list[Q]:
        """The rows of the index that hold it, any of these."""
        exact = Q(word=self.stem)
        if not self.beginning:
            return [exact]
        after = self.beginning[:-1] + chr(ord(self.beginning[-1]) + 1)
        started = Q(word__gte=self.beginning, word__lt=after)
        return [started] if self.stem.startswith(self.beginning) else [exact, started]


def terms(typed: str) -> list[Term]:
    """The words that were typed, each once; the last one may be unfinished."""
    found = list(dict.fromkeys(parts(typed)))[:MOST_TERMS]
    last = found[-1:]
    return [Term(stem(word), word if [word] == last else "") for word in found]


def matching(materials: QuerySet[Material], typed: str) -> QuerySet[Material]:
    """Those of `materials` that have all the words typed; all of them when none was typed.

    Whoever asks narrows `materials` by visible_to: the index itself knows no permission.
    """
    few: set[int] | None = None
    asked = terms(typed)
    units = list(Unit.objects.all()) if asked else []
    programs = list(Program.objects.all()) if asked else []
    for term in asked:
        named = Q(unit__in=[unit for unit in units if term.fits(unit.name)])
        named |= Q(program__in=[program for program in programs if term.fits(program.name)])
        found = _few(term, named)
        if found is None:
            materials = materials.filter(_having(term) | named)
        else:
            few = found if few is None else few & found
    return materials if few is None else materials.filter(pk__in=few)


def _few(term: Term, named: Q) -> set[int] | None:
    """The materials that have the word, or None when they are many."""
    lookups: list[QuerySet[Any, int]] = [
        Word.objects.filter(rows).values_list("material_id", flat=True) for rows in term.rows
    ]
    lookups.append(Material.objects.filter(named).values_list("pk", flat=True))
    found = [list(lookup[: FEW + 1]) for lookup in lookups]
    if any(len(some) > FEW for some in found):
        return None
    return {pk for some in found for pk in some}


def _having(term: Term) -> Q:
    either = Q()
    for rows in term.rows:
        either |= Q(Exists(Word.objects.filter(rows, material=OuterRef("pk"))))
    return either
