"""The praise rule: thanks *together with further sentences* (sop.md, what to mind, 1a)."""

import re
import unicodedata

THANKS = re.compile(
    r"\b(?:(?:ber)?terima\s*kasih|trima\s*kasih|makasih?|trims?|matur\s*(?:nuwun|suwun)"
    r"|(?:ma)?suwun|nuwun|thank\s*you|thanks|thx|tks|tengkyu)(?:nya)?\b"
)
SALUTATION = "bapak pak ibu bu sdr sdri saudara saudari kak kakak mas mbak dokter dr mr mrs ms"
SALUTATIONS = frozenset(SALUTATION.split())
# Words that greet, or swell a thanks, and say nothing further.
SWELLING = """
    yth yang terhormat halo hai assalamualaikum salam selamat pagi siang sore malam dear sir madam
    banyak sekali banget ya yah sangat so very much a lot nya juga kembali sama
"""
EMPTY_WORDS = SALUTATIONS.union(SWELLING.split())
NAME_WORDS = 3  # as many words after a salutation may be the person's name
OWN_WORDS = 2  # the least a further sentence says of its own, as in "Sehat selalu."


def thanks_and_more(text: str) -> bool:
    """Whether an answer to a praise thanks, and says something further in its own sentence.

    Case, punctuation, emoji and salutations do not count. "Terima kasih, Bapak/Ibu!" is False,
    "Terima kasih. Kami senang Ibu terbantu." is True.
    """
    sentences = [_words(sentence) for sentence in _sentences(text)]
    thanked = any(THANKS.search(" ".join(words).lower()) for words in sentences)
    return thanked and any(_says_more(words) for words in sentences)


def _sentences(text: str) -> list[str]:
    """Cut at line ends, at sentence marks and at emoji: people end sentences with each."""
    marked = "".join(
        "\n" if unicodedata.category(sign) == "So" else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
    return [part for part in re.split(r"[.!?…\n\r;]+", marked) if part.strip()]


def _words(sentence: str) -> list[str]:
    """The words as written, with "makasiiih" brought back to "makasih"."""
    return re.findall(r"[^\W\d_]+", re.sub(r"(.)\1{2,}", r"\1", sentence))


def _says_more(words: list[str]) -> bool:
    """A sentence of its own: it does not begin with thanks, and more is in it than address."""
    own = _without_address(words)
    text = " ".join(own).lower()
    rest = THANKS.sub(" ", text).split()
    return not THANKS.match(text) and sum(word not in EMPTY_WORDS for word in rest) >= OWN_WORDS


def _without_address(words: list[str]) -> list[str]:
    """Drop leading greetings, salutations and the name that follows one."""
    names = not all(word.isupper() for word in words)
    room = 0
    for position, word in enumerate(words):
        if word.lower() in SALUTATIONS:
            room = NAME_WORDS if names else 0
        elif word.lower() in EMPTY_WORDS and not THANKS.match(word.lower()):
            continue
        elif room and word[0].isupper():
            room -= 1
        else:
            return words[position:]
    return []
