"""Text in capitals, as sentences: calm to read, and read out word by word by a screen reader."""

import re
from collections.abc import Iterator

# What a health centre writes in capitals although it has vowels; what has none is kept anyway.
_ABBREVIATIONS = """
    ABJ AIDS AKB AKDR AKI ANC APBD APBN APD ASI ASN BABS BIAN BIAS BLUD BOK BPOM CERDIK COVID
    DIY DKI EKG GERMAS HAKLI HIV IAKMI IBI ICU IDI IGD IKM ILI ILP IMD IMS IMT INC IPAL IPV ISO
    ISPA IUD IVA KEK KIA KIE KIPI KIS KUA MA MI MOP MOW MPASI NAPZA NICU NIK OAT ODF ODGJ ODHA
    ODHIV OPV ORI PATELKI PAUD PDAM PDGI PERSAGI PHBS PIN PIRT PIS PISPK PMBA PMO PONED PONEK
    POPM PPIA PPNI PUS RI RS RSIA RSU RSUD SATUSEHAT SDIDTK SIKDA SIM SMA SOP TOGA TOSS UGD UHC
    UKBM UKGMD UKGS UKM UKP UKS UMKM UNICEF UPT UPTD USG VCT WA WHO WIB WIT WITA WUS
"""
# Short for a whole word or a unit, and no abbreviations although they have no vowel.
_SHORTENED = """
    BLM BLN BPK BP BRP CM DG DGN DKK DLL DLM DR DRG DST GR HR HRS JGN JL JLN KG KM KPD KRN MG MHN
    ML NY PD PKL RP SBB SBG SDH SDR SPY STLH TDK TGL TH THN TLP TN TSB TTG UTK WKT YBS YG YTH
"""
_CAPITAL = """
    senin selasa rabu kamis jumat jum'at sabtu ahad januari februari maret april mei juni juli
    agustus september oktober november desember indonesia ramadan ramadhan kemenkes dinkes allah
    jl jln rp
"""
_BEFORE_NAMES = """
    puskesmas pustu posyandu posbindu kelurahan kecamatan desa dusun kota kabupaten provinsi jalan
    jl jln gang klinik apotek rs rsu rsud rsia sd sdn smp smpn sma sman smk tk
"""
_NO_NAMES = """
    adalah akan akan atau balita bayi bulan buka dalam dan dari dengan dekat di hari ibu induk ini
    itu kami ke keliling kepada kita lansia melayani membuka mengadakan minggu negeri oleh pada
    pembantu remaja sampai se sehat setempat setiap sudah tahun telah terdekat tutup untuk yang
"""
_KEPT = frozenset(_ABBREVIATIONS.split())
_LOWERED = frozenset(_SHORTENED.split())
_ALWAYS_CAPITAL = frozenset(_CAPITAL.split())
_PLACES = frozenset(_BEFORE_NAMES.split())
_COMMON = frozenset(_NO_NAMES.split())

_ROMAN = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
# Whatever else stands beside the word, such as a number, makes it a code or a label.
_ALONE = re.compile(rf"(?:\d+[.)] )?[^\w]*({_WORD.pattern})[^\w]*")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])(\s+)")
_ADDRESS = re.compile(r"://|@|#|www\.|\w\.\w+/", re.IGNORECASE)


def sentence_case(line: str) -> str:
    """A line with what is in capitals turned into sentences; all else stays as it is.

    In capitals is a line, or a sentence of it, of at least three words or twelve letters that are
    mostly capitals; also a line of a single word of at least five letters, as a heading is.
    Abbreviations, Roman numerals, single letters and addresses stay; names of days and months,
    and the word after "Puskesmas" or "Jalan", begin with a capital. The names of people cannot be
    known.
    """
    whole = _is_loud(line) or _is_loud_word(line)
    parts = _BETWEEN_SENTENCES.split(line)
    return "".join(_calm(part) if whole or _is_loud(part) else part for part in parts)


def is_address(word: str) -> bool:
    """Whether a word between spaces is a web or e-mail address, a handle or a hashtag."""
    return _ADDRESS.search(word) is not None


def _words(text: str) -> Iterator[re.Match[str]]:
    for part in re.finditer(r"\S+", text):
        if not is_address(part[0]):
            yield from _WORD.finditer(text, *part.span())


def _is_loud(text: str) -> bool:
    words = [word[0] for word in _words(text)]
    if len(words) < 3 and sum(map(len, words)) < 12:
        return False
    counted = [word for word in words if not _is_kept(word)]
    loud = sum(len(word) for word in counted if word.isupper())
    return 0 < sum(map(len, counted)) * 4 <= loud * 5


def _is_loud_word(line: str) -> bool:
    """Whether it is a single word in capitals, such as "PENTING!" or "1. PENDAFTARAN"."""
    alone = _ALONE.fullmatch(line)
    if not alone or is_address(line):
        return False
    word = alone[1]
    return sum(map(str.isalpha, word)) >= 5 and word.isupper() and not _is_kept(word)


def _is_kept(word: str) -> bool:
    """Whether it stays in capitals in any sentence."""
    if not word.isupper():
        return False
    return (
        len(word) == 1
        or word in _KEPT
        or _ROMAN.fullmatch(word) is not None
        or (len(word) <= 5 and word not in _LOWERED and not re.search("[AEIOU]", word))
    )


def _calm(sentence: str) -> str:
    words = list(_words(sentence))
    parts = []
    position = 0
    for i, word in enumerate(words):
        parts += [sentence[position : word.start()], word[0]]
        position = word.end()
        if word[0].isupper() and not _is_kept(word[0]):
            lower = word[0].lower()
            named = _names(sentence, words[i - 1 : i + 1]) or _names(sentence, words[i : i + 2])
            capital = i == 0 or named or lower in _ALWAYS_CAPITAL
            parts[-1] = lower[0].upper() + lower[1:] if capital else lower
    return "".join([*parts, sentence[position:]])


def _names(sentence: str, pair: list[re.Match[str]]) -> bool:
    """Whether two neighbouring words are such as "Puskesmas Contoh"."""
    if len(pair) < 2:
        return False
    first, second = pair
    between = sentence[first.end() : second.start()]
    second_is_name = second[0].lower() not in _COMMON
    return between.strip(" .") == "" and first[0].lower() in _PLACES and second_is_name
