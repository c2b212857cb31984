"""Personal data in free text: numbers, addresses and names of people, all that are there.

What is wanted is a hint that misses nothing people really write; whoever may decide can let a
wrong one pass. Every pattern repeats a bounded number of times, or stops at what it began with,
so a hostile text costs time in proportion to its length.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

# Always as many: the length of a name or number is a hint too.
DOTS = "•••••"


class PersonalData(models.TextChoices):
    NIK = "nik", _("an ID card number (NIK)")
    BPJS = "bpjs", _("a BPJS number")
    PHONE = "phone", _("a phone number")
    RECORD_NUMBER = "record_number", _("a medical record number")
    PATIENT_NAME = "patient_name", _("a patient's name")
    EMAIL = "email", _("an e-mail address")


_KINDS = {kind.value: kind for kind in PersonalData}


@dataclass(frozen=True)
class Hit:
    """The datum itself, without what announces it ("no. RM", "pasien an."): text[start:end]."""

    kind: PersonalData
    start: int
    end: int
    text: str


def find(text: str, allowed: Collection[str] = ()) -> list[Hit]:
    """All personal data in `text`, in its order and without overlaps.

    `allowed` holds phone numbers and e-mail addresses that the centre itself makes public, in any
    notation; they are no hits. Digits of other scripts, and digits with invisible characters
    between them, are found too. Web addresses are left alone but for the number of a WhatsApp
    link. Initials ("Ny. S") are how staff keep a name back, and are no hits.
    """
    reading = _Reading(text)
    for pattern in [*_public(allowed), _EMAIL, _WEB_ADDRESS, _LABELLED, _NUMBER]:
        reading.note(pattern.finditer(reading.plain))
    # In the name of a file an underscore stands for a space.
    reading.plain = reading.plain.replace("_", " ")
    for pattern in (_NAME, _NAME_IN_ANY_CASE, _NAME_AND_AGE):
        reading.note(pattern.finditer(reading.plain))
    reading.note(_titled(reading.plain))
    return sorted(reading.hits, key=lambda hit: hit.start)


def mask(text: str, hits: Iterable[Hit]) -> str:
    """`text` with dots for each of its hits, as `find` gave them; nothing is then left to find."""
    parts = []
    position = 0
    for hit in hits:
        parts += [text[position : hit.start], DOTS]
        position = hit.end
    return "".join([*parts, text[position:]])


class _Reading:
    """A text being read, most telling kind first: what one pattern took, the next cannot see."""

    def __init__(self, text: str) -> None:
        self.text = text
        seen = [(i, plain) for i, character in enumerate(text) if (plain := _plain(character))]
        self.plain = "".join(plain for position, plain in seen)
        self.positions = [position for position, plain in seen] + [len(text)]
        self.hits: list[Hit] = []

    def note(self, matches: Iterable[re.Match[str]]) -> None:
        """Keep what was matched by a group named after a kind; hide this, and all else matched."""
        parts = []
        position = 0
        for match in matches:
            first, after = match.span(match.lastgroup or 0)
            if kind := _KINDS.get(match.lastgroup or ""):
                start, end = self.positions[first], self.positions[after]
                self.hits.append(Hit(kind, start, end, self.text[start:end]))
            parts += [self.plain[position:first], DOTS[0] * (after - first)]
            position = after
        self.plain = "".join([*parts, self.plain[position:]])


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The one character that means the same in ASCII, if there is one; "" if it takes no room."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isspace() and character != "\t":
        return "\n" if character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" else " "
    # Joiners, direction marks, accents, and the frames of keycap digits.
    category = unicodedata.category(character)
    if category in {"Cf", "Me", "Mn"} or (category == "Cc" and character != "\t"):
        return ""
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return "-" if category == "Pd" else character


def _titled(plain: str) -> Iterator[re.Match[str]]:
    """Names after "Ny." and the like, in paragraphs that speak of patients."""
    for paragraph in _PARAGRAPH.finditer(plain):
        if _PATIENT.search(paragraph[0]):
            yield from _TITLED.finditer(plain, *paragraph.span())


def _public(allowed: Collection[str]) -> Iterator[re.Pattern[str]]:
    """Patterns for what may be said, each in any notation."""
    between = r"[ .()/-]{0,3}"
    for hit in (hit for entry in allowed for hit in find(entry)):
        if hit.kind == PersonalData.PHONE:
            digits = re.sub(r"\D", "", "".join(map(_plain, hit.text)))
            national = re.sub("^(?:00)?(?:62)?0?", "", digits)
            prefix = rf"(?<!\d)(?:(?:00)?62{between})?(?:0{between})?"
            yield re.compile(rf"{prefix}{between.join(national)}(?![\d@])")
        if hit.kind == PersonalData.EMAIL:
            address = re.escape(hit.text)
            yield re.compile(rf"(?<![\w.%+-]){address}(?![\w-]|\.\w)", re.IGNORECASE)


# --- numbers

_DASH, _GAP = r"(?: ?- ?)", r"(?: {1,2})"
_JOINTS = [_DASH, r"\.", _GAP]


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_ANY_JOINT = f"{_any(*_JOINTS)}?"


def _grouped(start: str, least: int, most: int) -> str:
    """`start` and so many digits more. Digits joined in one way win over whatever follows them."""
    joints = ["", *(f"{joint}?" for joint in _JOINTS), _ANY_JOINT]
    return _any(*(rf"{start}(?:{joint}\d){{{least},{most}}}(?!\d)" for joint in joints))


_EMAIL = re.compile(
    r"(?P<email>[\w.%+-]{1,64}+@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![a-z])", re.IGNORECASE
)
_WEB_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.|\b(?:[\w-]{1,63}+\.){1,5}[a-z]{2,10}/)"
    r"(?:(?!phone=|(?<=wa\.me/)\+?\d)\S)*+(?:phone=)?",
    re.IGNORECASE,
)
_AMOUNT = r"(?<![\d+.])[1-9]\d{0,2}(?:\.\d{3}){2,}(?!\d|\.\d)"
_DATE = r"(?:0?[1-9]|[12]\d|3[01])[ .-]{1,3}(?:0?[1-9]|1[0-2])[ .-]{1,3}(?:19|20)\d\d(?!\d)"

# Said to be one, it may be written in any way.
_LABELLED = re.compile(
    rf"(?<![^\W\d_])(?i:nik|ktp|kk)[ _.:#=-]{{0,4}}(?P<nik>\d(?:{_ANY_JOINT}\d){{15}})(?!\d)"
    rf"|(?<![^\W\d_])(?i:bpjs|jkn|kis)[ _.:#=-]{{0,4}}"
    rf"(?P<bpjs>(?!08|62)\d(?:{_ANY_JOINT}\d){{12}})(?!\d)"
)
# Else the first two digits have to be a province, none of which ends in 0. In groups of two it is
# rather a row of figures; one that begins with 628 is a phone.
_NIK = r"(?<!\d)" + _any(
    r"\d{16}(?!\d)",
    *(
        rf"(?!62{joint}?8|{_DATE}|(?:19\d\d ){{2}}|(?:\d\d ){{7}})"
        rf"[1-9][1-9](?:(?:{joint}(?=\d\d))?\d){{14}}(?!\d)"
        rf"|[1-9]{joint}[1-9](?:{joint}\d){{14}}(?!\d)"
        for joint in _JOINTS
    ),
)
# All that BPJS gives out begin with 000. The exceptions are moments in milliseconds, in the names
# that apps give to pictures.
_BPJS = r"(?<!\d)" + _any(
    r"(?!08[1-9]|628|(?<=_)1[4-9]|1[4-9]\d{11}\.[A-Za-z])\d{13}(?!\d)",
    _grouped("000", 10, 10),
)
# KM 28/2004: 0 8xx for mobile phones, 0 and an area code of two or three digits for the others.
_AREA = r"0[2-79]\d{1,2}"
_PHONE = r"(?<!\d(?=\d))" + _any(
    _grouped("08[1-9]", 7, 10),
    _grouped(r"\(08[1-9]\d?\)[ -]?", 6, 9),
    _grouped(r"(?:\((?:\+ ?|00)62\)|(?:\+ ?|00)62)[ .-]?", 8, 12),
    r"(?:\+ ?|00)62(?:[ .()-]{0,3}\d){8,13}(?!\d)",
    _grouped(r"(?:\(62\)|62)[ .-]?8", 8, 11),
    r"62[2-79]\d{7,10}(?!\d)",
    # A spreadsheet has taken the 0 away.
    r"8[1-9]\d{8,10}(?!\d)",
    _grouped(rf"(?:\({_AREA}\)|{_AREA}(?=[ ./-]))(?: ?[-./] ?| {{0,2}})[2-9]", 5, 7),
    r"0[2-79]\d{8,10}(?!\d)",
)
_RECORD = r"(?:rm|mr|cm|rekam medi[sk]|catatan medi[sk])"
_NUMBER_WORD = r"(?:no|nomor|nomer)"
_RECORD_LABEL = (
    r"(?<![^\W\d_])(?i:"
    rf"(?:{_NUMBER_WORD}[ _.]{{0,2}}{_RECORD}|{_RECORD}[ _.]{{0,2}}{_NUMBER_WORD}|norm|nrm)"
    r"(?: pasien)?[ _.:#=-]{0,3}"
    # Without "no." it might be a year, or a price in ringgit.
    r"|(?:rm|rekam medi[sk])[ _.:#=-]{0,3}"
    rf"(?=\d(?: ?[.-]? ?\d){{5}})(?!{_DATE}|{_AMOUNT}))"
)
_NUMBER = re.compile(
    rf"{_RECORD_LABEL}(?!{_NIK})(?P<record_number>\d(?:(?: ?[-.] ?| )?\d){{3,9}})(?!\d)"
    rf"|(?P<nik>{_NIK})|(?P<amount>{_AMOUNT})|(?P<bpjs>{_BPJS})|(?P<phone>{_PHONE})"
)

# --- names

# Words that end a name, that an office begins with, or that follow "Ibu" or "atas nama" in
# texts about no one person.
_NO_NAMES = """
    usia umur th thn tahun bulan bln hari dengan dgn dari di ke pada untuk yang yg dan atau
    serta telah sudah akan sedang adalah ini itu tsb tersebut karena krn saat setelah atas an
    nama bernama no nomor nik bpjs jkn rm rt rw kk ktp alamat kel kelurahan kec kecamatan
    desa dusun kota kabupaten jl jalan datang pulang dirujuk dirawat rujukan rujuk mengalami
    menderita meninggal kontrol berobat periksa diagnosa keluhan pasien penderita
    kepala kep ka kadin ketua bupati wali walikota gubernur menteri presiden sekretaris
    bendahara direktur camat lurah koordinator pejabat plt plh puskesmas pustu posyandu klinik
    rs rsu rsud rumah apotek dinas dinkes badan pemerintah pemkot pemkab kementerian tim
    panitia seluruh segenap semua keluarga warga masyarakat bangsa negara allah tuhan baik
    bapak ibu bu pak bpk saudara saudari sdr sdri ny tn nn by anak bayi balita lansia hamil
    menyusui nifas bersalin melahirkan bidan perawat dokter kader sekalian lengkap sama siapa
    sendiri orang orangtua suami istri
"""
_NO_NAME = rf"(?:{'|'.join(_NO_NAMES.split())})\b"
_LETTER = r"[^\W\d_]"
_WORD = rf"(?!(?i:{_NO_NAME}))[A-ZÀ-Þ]{_LETTER}+(?:['’`-]{_LETTER}+)*"
_BEFORE_NAME = (
    r"(?:(?i:ibu|bu|bapak|pak|bpk?|saudari|saudara|sdri?|anak|by|ny|tn|nn|an)\.? {0,2}"
    r"|(?i:moh?|muh|abd|ach|st|hj?|[a-z])\. ?){0,3}"
)
_ONE_NAME = rf"(?![A-Z]{{1,2}}\b){_WORD}(?: (?:{_WORD}|(?:bin|binti|al|el)\b|[A-Z]\b\.?)){{0,4}}"
_NAMES = (
    rf"{_ONE_NAME}(?:(?:, ?{_BEFORE_NAME}{_ONE_NAME}){{0,8}}"
    rf",? (?:(?i:dan)|&) {_BEFORE_NAME}{_ONE_NAME})?"
)
_LOWER_NAME = rf"(?!{_NO_NAME})[a-z]{{3,}}(?:['’]?[a-z]+)?(?: (?!{_NO_NAME})[a-z]{{2,}}){{0,2}}"

_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
_PATIENT = re.compile(
    r"\b(?:pasien|penderita|diagnos|(?:di)?rujuk|rujukan|dirawat|rawat|berobat|bumil|balita|bayi)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?<![\w-])(?i:by\.|an\.|(?:ny|tn|nn|sdri?)\.?) {0,2}"
    rf"{_BEFORE_NAME}(?P<patient_name>{_NAMES})"
)
_SICK = r"\b(?:pasien|penderita|anak|bayi|balita|bumil|ibu hamil|ibu|suami|korban)"
# "pasien TB bernama"
_OF_WHAT = r"(?: \w{1,20}){0,2}? {1,3}"
_CALLED = r"(?:bernama|(?:dengan|dgn) nama) {1,3}"
_ON_BEHALF = r"(?:a\.? ?n\.|a/n\.?) {0,3}"
_AGE = r"[ ,(]{1,3}(?:(?:usia|umur) )?\d{1,3} ?(?:th|thn|tahun|bln|bulan|hr|hari)\b"
_NAME = re.compile(
    r"(?:"
    # Not the end of "tahun 90-an. Kegiatan".
    rf"(?<![\w-])(?<!\d )(?i:{_ON_BEHALF})"
    r"|(?i:\batas {1,3}nama) {0,3}:? {0,3}"
    rf"|(?i:\bnama (?:lengkap )?{_SICK}) {{0,3}}[:=] {{0,3}}"
    # A form, filled in: what comes next is something else about the same person.
    r"|^ {0,3}(?i:nama) {0,9}[:=] {0,3}"
    r"(?=[^\n]*[\n,;/]\W{0,9}(?i:umur|usia|ttl|tgl|nik|jk|jenis|alamat))"
    rf"|(?i:{_SICK}{_OF_WHAT}{_CALLED})"
    r"|(?i:\bpasien {1,3})(?=(?i:ibu|bu|bapak|pak|bpk)\b)"
    rf"){_BEFORE_NAME}(?P<patient_name>{_NAMES})",
    re.MULTILINE,
)
# On a phone many write without capitals.
_NAME_IN_ANY_CASE = re.compile(
    rf"(?i:{_SICK}{_OF_WHAT}"
    rf"(?:{_ON_BEHALF}|{_CALLED}|(?:a\.?n:?|atas {{1,3}}nama|(?:ny|tn|nn|sdri?)\.?) {{1,3}}))"
    rf"{_BEFORE_NAME}(?P<patient_name>{_NAMES}|{_LOWER_NAME})"
)
_NAME_AND_AGE = re.compile(
    rf"(?<![\w-])(?<!\d )(?i:{_ON_BEHALF})(?P<patient_name>{_LOWER_NAME})(?={_AGE})"
)
