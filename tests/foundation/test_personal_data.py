"""Personal data in what people type is found, in every notation they use, and nothing else is."""

import pytest

from contentdesk.foundation.personal_data import PersonalData, find, mask

NIK, BPJS, PHONE = PersonalData.NIK, PersonalData.BPJS, PersonalData.PHONE
RECORD, NAME, EMAIL = PersonalData.RECORD_NUMBER, PersonalData.PATIENT_NAME, PersonalData.EMAIL


def found(text, *allowed):
    return [(hit.kind, hit.text) for hit in find(text, allowed)]


@pytest.mark.parametrize(
    ("text", "kind", "datum"),
    [
        ("NIK 3573011234560001, sudah", NIK, "3573011234560001"),
        ("NIK3573011234560001", NIK, "3573011234560001"),
        ("KTP_3573011234560001.jpg", NIK, "3573011234560001"),
        ("NIK: 3573 0112 3456 0001", NIK, "3573 0112 3456 0001"),
        ("3573.0112.3456.0001.", NIK, "3573.0112.3456.0001"),
        ("35.73.01.123456.0001", NIK, "35.73.01.123456.0001"),
        ("357301-123456-0001", NIK, "357301-123456-0001"),
        ("357301 - 123456 - 0001", NIK, "357301 - 123456 - 0001"),
        ("3 5 7 3 0 1 1 2 3 4 5 6 0 0 0 1", NIK, "3 5 7 3 0 1 1 2 3 4 5 6 0 0 0 1"),
        ("5 3573 0112 3456 0001", NIK, "3573 0112 3456 0001"),
        ("NIK : 35 73 01 12 34 56 00 01", NIK, "35 73 01 12 34 56 00 01"),
        ("no. KTP 35.73-01 1234560001", NIK, "35.73-01 1234560001"),
        ("BPJS 0001234567890", BPJS, "0001234567890"),
        ("no kartu 2345678901234 aktif", BPJS, "2345678901234"),
        ("JKN: 0001 2345 6789 0", BPJS, "0001 2345 6789 0"),
        ("0001-2345-67890", BPJS, "0001-2345-67890"),
        ("BPJS: 0 0 0 1 2 3 4 5 6 7 8 9 0", BPJS, "0 0 0 1 2 3 4 5 6 7 8 9 0"),
        ("siti.aminah@surel.example.", EMAIL, "siti.aminah@surel.example"),
        ("<Siti_A+bpjs@pkm.surel.example>", EMAIL, "Siti_A+bpjs@pkm.surel.example"),
        ("081234567890@surel.example", EMAIL, "081234567890@surel.example"),
    ],
)
def test_numbers_of_cards_and_addresses(text, kind, datum):
    assert found(text) == [(kind, datum)]


@pytest.mark.parametrize(
    "number",
    [
        "081234567890",
        "0812345678",
        "0812345678901",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "0812 - 3456 - 7890",
        "0812-3456 7890",
        "(0812) 3456-7890",
        "081 234 567 890",
        "+6281234567890",
        "+62 812-3456-7890",
        "+62812 3456 7890",
        "(+62) 812 3456 7890",
        "+62 (0) 812 3456 7890",
        "6281234567890",
        "62 812 3456 7890",
        "62812-3456-7890",
        "0062 812 3456 7890",
        "81234567890",
        "(0341) 551234",
        "(0341)551234",
        "0341-551234",
        "0341 551234",
        "0341 55 12 34",
        "0341/551234",
        "0341551234",
        "(021) 5234-5678",
        "021-52345678",
        "+62 341 551234",
        "+62 (341) 551234",
        "+62 (0341) 551234",
        "62341551234",
    ],
)
def test_phones_as_they_are_written(number):
    assert found(f"Hub. {number}, Bu Ani") == [(PHONE, number)]
    assert found(f"WA:{number}\nTerima kasih") == [(PHONE, number)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("no. RM 12-34-56", "12-34-56"),
        ("No RM: 123456", "123456"),
        ("No.RM.00.12.34", "00.12.34"),
        ("NO RM : 00 12 34", "00 12 34"),
        ("nomor rekam medis 00.12.34", "00.12.34"),
        ("rekam medis nomor 1234", "1234"),
        ("Nomor Rekam Medik pasien = 00123456", "00123456"),
        ("no. MR 123456", "123456"),
        ("NORM 00123456", "00123456"),
        ("RM 123456", "123456"),
        ("rm. 0812345678", "0812345678"),
        ("foto_RM_123456.jpg", "123456"),
    ],
)
def test_medical_record_numbers(text, number):
    assert found(text) == [(RECORD, number)]


@pytest.mark.parametrize(
    "text",
    [
        "Senin, 23-11-2026, 23/11/26, 2026-11-23, 23.11.2026",
        "23-11-2026 - 24-11-2026",
        "23 11 2026 24 11 2026",
        "Senin-Kamis 08.00-12.00 13.00 - 16.00, Jumat 08:00 11:30",
        "tanggal 08-11-2026 12.00",
        "Rp 1.500.000, Rp62.812.345.678, anggaran 1.250.000.000.000",
        "RM 1.500.000",
        "RM Padang, rekam medis 2026, rekam medis 23-11-2026",
        "188.451/201/35.73.402.016/2021",
        "No. 440/0812/35.73.402.016/2026",
        "rekening 5.1.02.01.01.0024",
        "tahun 2023 2024 2025 2026, tahun 1990 1991 1992 1993 1994",
        "25 30 12 45 33 21 18 40 22",
        "1 2 3 4 5 6 7 8 9 10 11 12 13",
        "35730112345600012345",
        "NIP 198503122010012003, NIP 19850312 201001 2 003",
        "RT 03/021, Malang 65126",
        "telepon 119 atau 1500-567",
        "https://pkm.example/2026/11/3573011234560001-081234567890/",
        "pkm.malang.example/wp-content/uploads/3573011234560001.jpg",
        "www.pkm.example/?p=0001234567890",
        "IMG-20261123-WA0003.jpg PXL_20261123_081234567.jpg IMG20261123081234.jpg",
        "Screenshot_2026-11-23-10-05-12-34.png FB_IMG_1698765432109.jpg 1698765432109.jpg",
        "23-11-2026-10-05-12-34",
        "@puskesmas_contoh, cc@, @ pukul 10",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("3573011234560001 081234567890", [NIK, PHONE]),
        ("081234567890 3573.0112.3456.0001", [PHONE, NIK]),
        ("0812 3456 7890 0813 4567 8901", [PHONE, PHONE]),
        ("081234567890/081345678901", [PHONE, PHONE]),
        ("No RM: 3573011234560001", [NIK]),
        ("62 812 3456 789 0813", [PHONE]),
        ("ani@surel.example0812345678", [EMAIL, PHONE]),
        ("https://wa.me/6281234567890?text=Halo", [PHONE]),
        ("wa.me/+6281234567890", [PHONE]),
        ("https://api.whatsapp.com/send?phone=6281234567890&text=a", [PHONE]),
    ],
)
def test_each_number_is_one_hit_of_the_kind_that_says_most(text, kinds):
    assert [kind for kind, datum in found(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "０８１２３４５６７８９０",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "0812\u200b3456\u200d7890",
        "0812\u00a03456\u202f7890",
        "0812\u20113456\u20137890",
        "\u202a＋62 812\u00ad34567890\u202c",
        "0\ufe0f\u20e38\ufe0f\u20e31\ufe0f\u20e3234567890",
    ],
)
def test_no_disguise_of_digits_helps(text):
    (hit,) = find(f"Hub. {text}, Bu Ani")
    assert hit.kind == PHONE
    assert mask(f"Hub. {text}, Bu Ani", [hit]).replace("\u202a", "") == "Hub. •••••, Bu Ani"


def test_what_the_centre_makes_public_is_no_hit():
    public = ["Telp. (0341) 551234 / WA +62 812-3456-7890", "Info@pkm.example"]
    text = (
        "Telp 0341-551234, (0341) 551234 12 jam, +62 341 551 234, 081234567890, "
        "wa.me/6281234567890, info@PKM.example"
    )
    assert found(text, *public) == []
    assert found("0341-551235, info@pkm.example.org, binfo@pkm.example", *public) == [
        (PHONE, "0341-551235"),
        (EMAIL, "info@pkm.example.org"),
        (EMAIL, "binfo@pkm.example"),
    ]
    assert found("0812345678901, 3573 0341 5512 3401", *public) == [
        (PHONE, "0812345678901"),
        (NIK, "3573 0341 5512 3401"),
    ]
