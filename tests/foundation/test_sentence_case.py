"""What was written in capitals reads as sentences; what belongs in capitals stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentdesk.foundation.sentence_case import sentence_case


@pytest.mark.parametrize(
    ("loud", "calm"),
    [
        ("JADWAL POSYANDU BULAN INI", "Jadwal posyandu bulan ini"),
        ("PENGUMUMAN PENTING", "Pengumuman penting"),
        ("- BAWA KTP ASLI", "- Bawa KTP asli"),
        ("DATANG KE POSYANDU MELATI RW 03", "Datang ke Posyandu Melati RW 03"),
        ("IMUNISASI DI PUSKESMAS DAN POSYANDU", "Imunisasi di puskesmas dan posyandu"),
        ("RUJUKAN KE RSUD KOTA CONTOH", "Rujukan ke RSUD Kota Contoh"),
        (
            "BUKA SENIN SAMPAI JUM'AT, LIBUR MINGGU INI",
            "Buka Senin sampai Jum'at, libur minggu ini",
        ),
        ("PASIEN DBD, TB, HIV, ISPA DAN ODGJ", "Pasien DBD, TB, HIV, ISPA dan ODGJ"),
        ("VITAMIN A UNTUK BALITA", "Vitamin A untuk balita"),
        ("IBU HAMIL TRIMESTER III DAN IV", "Ibu hamil trimester III dan IV"),
        ("BAYI BARU LAHIR DI BAWAH 5 KG", "Bayi baru lahir di bawah 5 kg"),
        ("BIAYA RP 50.000 TGL 5 JAN YG LALU", "Biaya Rp 50.000 tgl 5 jan yg lalu"),
        ("VAKSIN COVID-19 DI SDN CONTOH", "Vaksin COVID-19 di SDN Contoh"),
        ("AYO SEHAT! JANGAN LUPA. YA", "Ayo sehat! Jangan lupa. Ya"),
        (
            "Besok libur. TIDAK ADA PELAYANAN SAMA SEKALI.",
            "Besok libur. Tidak ada pelayanan sama sekali.",
        ),
        ("PENGUMUMAN untuk WARGA SEMUANYA", "Pengumuman untuk warga semuanya"),
        ("PENGUMUMAN", "Pengumuman"),
        ("📢 PENTING!!", "📢 Penting!!"),
        ("- PUSKESMAS", "- Puskesmas"),
        ("2. PENDAFTARAN", "2. Pendaftaran"),
        ("JUM'AT:", "Jum'at:"),
        ("(~SABTU~)", "(~Sabtu~)"),
        ("POSYANDU", "Posyandu"),
        ("POSBINDU", "Posbindu"),
        ("PROLANIS", "Prolanis"),
        ("JUMANTIK", "Jumantik"),
        ("GERAKAN TOSS TBC DAN STOP BABS", "Gerakan TOSS TBC dan stop BABS"),
        ("SDIDTK, PMBA DAN MPASI UNTUK BALITA", "SDIDTK, PMBA dan MPASI untuk balita"),
        ("KIRIM KE INFO@PKM.EXAMPLE SEGERA YA", "Kirim ke INFO@PKM.EXAMPLE segera ya"),
        ("LIHAT HTTPS://PKM.EXAMPLE/AbC UNTUK INFO", "Lihat HTTPS://PKM.EXAMPLE/AbC untuk info"),
    ],
)
def test_capitals_become_sentences(loud, calm):
    assert sentence_case(loud) == calm


@pytest.mark.parametrize(
    "line",
    [
        "",
        "AYO SEHAT",
        "GIZI",
        "MPASI",
        "*GERMAS*",
        "COVID-19",
        "SDIDTK",
        "FKRTL",
        "XXVIII",
        "HB0",
        "TABLET500",
        "REVISI 2",
        "#PENTING",
        "PKM.EXAMPLE/DAFTAR",
        "Penting! PENTING!",
        "Puskesmas Contoh, Jl. Mawar No. 5",
        "Bawa KTP, KK, BPJS",
        "KTP, KK, BPJS, KIS",
        "Rapat SPM, PISPK, STBM",
        "Poli KIA-KB buka, UGD 24 jam",
        "23/11/2026 08.00 WIB",
        "#AYOSEHAT #GERMAS #PUSKESMASCONTOH",
        "مرحبا 健康第一 🙏",
    ],
)
def test_what_is_no_shouting_stays(line):
    assert sentence_case(line) == line


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("ABKTPdiİ .!'é#@5-"), st.characters())))
def test_calming_twice_changes_nothing_and_no_letter_is_lost(line):
    calm = sentence_case(line)
    assert sentence_case(calm) == calm
    assert calm.casefold().upper() == line.casefold().upper()
