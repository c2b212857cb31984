"""Text pasted from WhatsApp, made to read as plain text that `markup.html_from_text` understands.

Two layers: first WhatsApp's own marks go (who wrote when, "Diteruskan", `*bold*`), then what
people use instead of lists, lines and headings: emoji, rows of signs, capitals. Neither brings to
light what the other looks for, so that tidying twice changes nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from contentdesk.foundation.markup import readable
from contentdesk.foundation.sentence_case import is_address, sentence_case

_DAY = r"\d{1,2}[/.-]\d{1,2}"
_TIME = r"\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?: ?[ap]\.?m\.?)?"
# Copied messages have brackets, an exported chat a dash. There a year of four digits needs the
# comma: "23/11/2026 08.00 - Imunisasi: …" is a line of somebody's programme.
_STAMP = (
    rf"(?:\[(?:{_DAY}(?:[/.-]\d{{2,4}})?,? {_TIME}|{_TIME}, {_DAY}(?:[/.-]\d{{2,4}})?)\] ?"
    rf"|{_DAY}(?:[/.-]\d\d,? |[/.-]\d{{4}}, ){_TIME} [-–] )"
)
_HEAD = re.compile(rf"{_STAMP}[^:]{{1,60}}:(?: +|$)", re.IGNORECASE)
_NOTICE = re.compile(
    # People copy the arrow of a forwarded message too.
    r"[\W_]*(?:(?:pesan )?(?:ini )?(?:telah |sudah )?diteruskan(?: berkali-kali)?"
    r"|(?:this message (?:was|has been) )?forwarded(?: message)?(?: many times)?)[\W_]*"
    r"|<(?:media|gambar|foto|video|audio|stiker|gif|dokumen) tidak disertakan>"
    r"|<(?:media|image|photo|video|audio|sticker|gif|document) omitted>"
    r"|<(?:terlampir|attached): [^<>]+>|\S+ \(file (?:terlampir|attached)\)"
    r"|(?:pesan ini (?:telah )?dihapus|anda (?:telah )?menghapus pesan ini)\.?"
    r"|(?:this message was deleted|you deleted this message)\.?"
    rf"|{_STAMP}(?:pesan dan panggilan|messages and calls) .*end-to-end.*",
    re.IGNORECASE,
)
# Not "~": without it what somebody struck out would count again ("~Senin~ Selasa").
_FORMAT = re.compile("[*_`]+")

_SYMBOL = "[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
_MODIFIERS = "[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]"
_BULLET = (
    "[•●○◦∙·‣⁃▪▫■□◾◽◼◻▶►▸▹➡→➤➢➔➜➠➣✅☑✔✓✳❇➕♦◆◇❖★☆⭐✦✧⚫⚪☘"
    "👉🔹🔸🔷🔶📌📍🔴🟠🟡🟢🔵🟣🟤🔘💠🔅🔆🌟🌸🌺🌷🌹🌻🌼🍀"
    "\uf0a7\uf0d8\uf0fc]"  # of Word's own fonts
)
_LISTED = re.compile(f"(?:(?:{_BULLET}{_MODIFIERS}*+|[*-](?= )) *+)++(?=.)")
_PICTURED = re.compile(f"(?:(?:{_BULLET}|{_SYMBOL}|[*-](?= )){_MODIFIERS}*+ *+)++(?=.)")
_KEYCAP = "[0-9]\ufe0f?\u20e3"
_NUMBER = f"{_KEYCAP}|[①-⑳]"
_PICTURE = re.compile(f"(?!{_MODIFIERS}){_SYMBOL}")  # a skin colour alone is no sign of a list
_BARE = re.compile(f"(?!{_NUMBER})(?:[^\\W_]|[@#]).*[^\\W_]")
_COUNTED = re.compile(f"((?:{_KEYCAP}){{1,2}}+(?!{_KEYCAP})|🔟|[①-⑳])\ufe0f?+[.):]?+ *+(?=.)")


def tidy(text: str) -> str:
    """`text` without WhatsApp's marks, its bullets as "- ", its capitals as sentences.

    Letters and digits stay, but for those in the marks; emoji inside sentences stay too, and the
    tildes of what is struck out. Empty lines part paragraphs, never two in a row. Tidying twice
    changes nothing.
    """
    lines = ["" if _is_ornament(line) else line for line in _without_marks(_lines(text))]
    kept: list[str] = []
    for line in _as_lists(lines):
        if line or (kept and kept[-1]):
            kept.append(sentence_case(line))
    return "\n".join(kept).rstrip("\n")


def looks_pasted(text: str) -> bool:
    """Whether it carries WhatsApp's own marks: heads of messages, notices, formatting.

    Bullets and capitals alone do not count: anybody may have typed these, and meant them.
    """
    lines = _lines(text)
    return _without_marks(lines) != lines


def _lines(text: str) -> list[str]:
    return [line.strip() for line in readable(text).split("\n")]


def _without_marks(lines: list[str]) -> list[str]:
    kept = []
    for line in _without_format("\n".join(lines)).split("\n"):
        position = 0
        while head := _HEAD.match(line, position):
            position = head.end()
        rest = line[position:]
        # A head alone goes with its line, an empty line stays.
        if not _NOTICE.fullmatch(rest) and (rest or not line):
            kept.append(rest)
    return kept


def _without_format(text: str) -> str:
    """Without the pairs of signs that WhatsApp shows as bold, italic or monospace.

    Signs side by side are judged together, by what stands around them all: so no pair comes to
    light when another goes. A pair stands on one line; monospace may be longer.
    """
    opened: dict[str, list[int]] = defaultdict(list)
    paired: set[int] = set()
    for run in _format_signs(text):
        if run[0] == "\n":
            opened = defaultdict(list, {"`": opened["`"]})
            continue
        before = text[run.start() - 1 : run.start()] or "\n"
        after = text[run.end() : run.end() + 1] or "\n"
        opens = not _in_word(before) and not after.isspace()
        closes = not before.isspace() and not _in_word(after)
        for position in range(*run.span()):
            waiting = opened[text[position]]
            if closes and waiting and waiting[-1] < run.start():
                paired |= {waiting.pop(), position}
            elif opens:
                waiting.append(position)
    return "".join(character for i, character in enumerate(text) if i not in paired)


def _in_word(character: str) -> bool:
    is_accent = unicodedata.combining(character) > 0
    return character.isalpha() or character.isdecimal() or is_accent


def _format_signs(text: str) -> Iterator[re.Match[str]]:
    """Runs of signs, and line ends between them; not those that belong to an address."""
    for word in re.finditer(r"\n|\S+", text):
        if word[0] == "\n":
            yield word
        address = _BARE.search(word[0]) if is_address(word[0]) else None
        start, end = address.span() if address else (0, 0)
        for run in _FORMAT.finditer(text, *word.span()):
            if not start <= run.start() - word.start() < end:
                yield run


def _is_ornament(line: str) -> bool:
    """Whether it is a row of signs or emoji; a single smile may be meant."""
    signs = [c for c in re.sub(_MODIFIERS, "", line) if unicodedata.category(c) not in {"Mn", "Zs"}]
    return len(signs) >= 3 and not any(sign.isalnum() for sign in signs)


def _as_lists(lines: list[str]) -> Iterator[str]:
    """Each line, with "- " or "1. " before it where a sign of its own said so.

    Not every emoji is one: "📅 Senin" above "📍 Balai RW" are, "🙏 Terima kasih" alone is not.
    """
    pictured = [bool(_PICTURE.match(line)) and not _LISTED.match(line) for line in lines]
    for i, line in enumerate(lines):
        if counted := _COUNTED.match(line):
            yield f"{_number(counted[1])}. {line[counted.end() :]}"
        elif listed := _LISTED.match(line):
            yield f"- {line[listed.end() :]}"
        elif pictured[i] and (pictured[i - 1 : i] == [True] or pictured[i + 1 : i + 2] == [True]):
            yield _PICTURED.sub("- ", line, count=1)
        else:
            yield line


def _number(sign: str) -> int:
    if sign == "🔟":
        return 10
    return int(unicodedata.normalize("NFKC", re.sub("[\ufe0f\u20e3]", "", sign)))
