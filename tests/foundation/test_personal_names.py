"""Names of patients are found where staff announce them; offices and initials are none.

And what holds for every kind of personal data, whatever the text.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentdesk.foundation.personal_data import PersonalData, find, mask


def names(text):
    return [hit.text for hit in find(text) if hit.kind == PersonalData.PATIENT_NAME]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kunjungan rumah pasien an. Siti Aminah hari ini", "Siti Aminah"),
        ("pasien a.n. Budi Santoso (54 th)", "Budi Santoso"),
        ("Pasien a.n Budi Santoso, 54 th", "Budi Santoso"),
        ("pasien a/n Budi Santoso", "Budi Santoso"),
        ("pasien an Siti", "Siti"),
        ("pasien  An.  Siti\u00a0Aminah", "Siti\u00a0Aminah"),
        ("PASIEN AN. SITI AMINAH DATANG KE IGD", "SITI AMINAH"),
        ("pasien an. siti aminah usia 5 th dirujuk", "siti aminah"),
        ("imunisasi an. Budi (5 th)", "Budi"),
        ("imunisasi an. budi santoso (5 th)", "budi santoso"),
        ("pasien TB atas nama suparman", "suparman"),
        ("pasien ny siti aminah", "siti aminah"),
        ("kartu atas nama Siti Aminah binti Ahmad sudah jadi", "Siti Aminah binti Ahmad"),
        ("rekening a.n. M. Rizki Pratama", "Rizki Pratama"),
        ("pasien bernama Siti", "Siti"),
        ("pasien dengan nama Siti Aminah R. datang", "Siti Aminah R."),
        ("bayi bernama Ahmad Fauzi", "Ahmad Fauzi"),
        ("Nama Pasien : SITI AMINAH", "SITI AMINAH"),
        ("nama balita: Al Ghifari", "Al Ghifari"),
        ("Nama : Tn. Slamet Riyadi\nUmur : 54 th", "Slamet Riyadi"),
        ("Nama: Slamet Riyadi, usia 54", "Slamet Riyadi"),
        ("pasien Ny. Siti Nur'aini (35 th)", "Siti Nur'aini"),
        ("Rujukan By. Ny. Siti ke RSUD", "Siti"),
        ("Pasien pagi ini:\nTn Slamet, gula darah tinggi", "Slamet"),
        ("pasien Ibu Siti Aminah", "Siti Aminah"),
        ("pasien an. Siti, Budi, dan Ny. Rina hadir", "Siti, Budi, dan Ny. Rina"),
        ("pasien_an_Siti_Aminah.jpg", "Siti_Aminah"),
        ("pasien an. S\u0301iti", "S\u0301iti"),
    ],
)
def test_patients_are_found_by_name(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "a.n. Kepala Puskesmas Contoh",
        "an. Kepala Dinas Kesehatan",
        "Atas nama Pemerintah Kota, kami mengucapkan terima kasih",
        "atas nama seluruh staf puskesmas",
        "atas nama Bapak Kepala Puskesmas",
        "sejak tahun 90-an. Kegiatan ini rutin",
        "sejak tahun 90 an. Kegiatan ini rutin",
        "Pelayanan. Kegiatan berjalan",
        "pasien Ny. S (35 th), Tn. AR dan An. B",
        "pasien an. S",
        "pasien an. (dirahasiakan)",
        "pasien bernama sama",
        "pasien menyebut nama ibu kandung, rekening atas nama sendiri",
        "rapat an. panitia, 5 tahun berjalan",
        "Hak dan Kewajiban Pasien BPJS",
        "pasien Ibu Hamil dan Pasien Rawat Inap",
        "Ny. Fatimah, ketua PKK, membuka acara",
        "Pasien dilayani.\n\nNy. Fatimah, ketua PKK, membuka acara",
        "Nama : Posyandu Melati\nAlamat : Balai RW 3",
        "Nama : Lomba Sehat\nWaktu : Senin",
    ],
)
def test_offices_initials_and_others_are_no_patients(text):
    assert names(text) == []


def test_a_whole_message_is_masked():
    message = (
        "Lapor dok, pasien an. Siti Aminah NIK 3573011234560001 BPJS 0001234567890\n"
        "no. RM 12-34-56, HP 0812-3456-7890, surel siti@surel.example.\n"
        "Kontrol 23-11-2026 jam 08.00, biaya Rp 1.500.000"
    )
    assert [hit.kind.value for hit in find(message)] == [
        "patient_name",
        "nik",
        "bpjs",
        "record_number",
        "phone",
        "email",
    ]
    assert mask(message, find(message)) == (
        "Lapor dok, pasien an. ••••• NIK ••••• BPJS •••••\n"
        "no. RM •••••, HP •••••, surel •••••.\n"
        "Kontrol 23-11-2026 jam 08.00, biaya Rp 1.500.000"
    )


@pytest.mark.usefixtures("english")
def test_each_kind_has_a_name_for_people():
    assert {kind.value: str(kind.label) for kind in PersonalData} == {
        "nik": "an ID card number (NIK)",
        "bpjs": "a BPJS number",
        "phone": "a phone number",
        "record_number": "a medical record number",
        "patient_name": "a patient's name",
        "email": "an e-mail address",
    }


PIECES = """
0 1 8 62 628 08 081 0341 3573 000 16 2026 12345678 081234567890 3573011234560001 +62 (0 (62) no.
RM rm pasien an. a.n. bernama atas nama Nama: Umur Siti Budi dan ibu Ny. By. AR A. usia www. wa.me/
https:// phone= x@y.id @ .id _ , & ( ) - / . • NIK bpjs ny tn siti 5 th TB :
"""
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="01238.-/ ()+_@an\n\u200b٣"),
    st.lists(st.sampled_from([*PIECES.split(), *"   \n\u200b\ufe0f"])).map("".join),
)


@settings(deadline=None)
@given(TEXTS)
def test_hits_stand_in_order_beside_each_other_and_say_what_is_there(text):
    position = 0
    for hit in find(text):
        assert position <= hit.start < hit.end
        assert text[hit.start : hit.end] == hit.text
        position = hit.end


@settings(deadline=None)
@given(TEXTS)
def test_masking_leaves_nothing_to_find(text):
    assert find(mask(text, find(text))) == []


@pytest.mark.parametrize(
    "piece",
    ["1", "0 ", "0.", "08 - ", "+62(", "1.234.", "-", "a", "a.", "a-", "a@", "www.", "\u200b"],
)
def test_a_hostile_text_is_read_through(piece):
    """What took the square of its length would not come to an end here."""
    text = piece * (200_000 // len(piece))
    assert find(text) == []
    assert len(find(f"{text}\n3573011234560001")) == 1


@pytest.mark.parametrize("piece", ["no rm ", "an. ", "an. A-", "pasien an. ", "nama: \n", "Ny. "])
def test_words_that_announce_a_name_or_number_may_announce_nothing(piece):
    assert find(piece * (200_000 // len(piece))) == []
