"""Messages as they go round in the groups of a health centre, and how they should read.

Each: what was pasted, the marks that go for good, what is left.
"""

MESSAGES = {
    "forwarded announcement": (
        "↪️ Diteruskan berkali-kali\n"
        "*PENGUMUMAN* 📢\n\n"
        "Assalamualaikum Bapak/Ibu 🙏\n"
        "Besok ada _Posyandu Melati_ di *Balai RW 03*:\n"
        "✅ Bawa KTP\n✔️ Buku KIA\n👉🏻Datang pagi ya 😊\n\n"
        "━━━━━━━━━━━━\n\n\n"
        "Terima kasih 🙏🙏\n🙏🙏🙏",
        ["Diteruskan berkali-kali"],
        "Pengumuman 📢\n\n"
        "Assalamualaikum Bapak/Ibu 🙏\n"
        "Besok ada Posyandu Melati di Balai RW 03:\n"
        "- Bawa KTP\n- Buku KIA\n- Datang pagi ya 😊\n\n"
        "Terima kasih 🙏🙏",
    ),
    "copied messages": (
        "[23/11/26 10.05] Bu Ani: Besok libur ya\n"
        "[23/11 10.06] Bu Ani: Buka lagi *Senin*\n"
        "[10.07, 23/11/2026] +62 812-3456-7890: Siap bu\n"
        "[23/11/26, 10.08.33] ~ Rina 🌸: Baik: jam 08.00?",
        [
            "[23/11/26 10.05] Bu Ani:",
            "[23/11 10.06] Bu Ani:",
            "[10.07, 23/11/2026] +62 812-3456-7890:",
            "[23/11/26, 10.08.33] ~ Rina 🌸:",
        ],
        "Besok libur ya\nBuka lagi Senin\nSiap bu\nBaik: jam 08.00?",
    ),
    "exported chat": (
        "23/11/26 10.00 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info.\n"
        "23/11/26 10.05 - Bu Ani: <Media tidak disertakan>\n"
        "23/11/26 10.05 - Bu Ani: IMG-20261123-WA0003.jpg (file terlampir)\n"
        "Penyuluhan gizi di SDN 2\n"
        "23/11/26, 10:06 - Pak Budi: Pesan ini telah dihapus\n"
        "23/11/26, 10:07 AM - Pak Budi: \u200e<Media omitted>\n"
        "23/11/2026, 10.08 - Pak Budi: Hadir 35 ibu",
        [
            "23/11/26 10.00 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info.",
            "23/11/26 10.05 - Bu Ani: <Media tidak disertakan>",
            "23/11/26 10.05 - Bu Ani: IMG-20261123-WA0003.jpg (file terlampir)",
            "23/11/26, 10:06 - Pak Budi: Pesan ini telah dihapus",
            "23/11/26, 10:07 AM - Pak Budi: \u200e<Media omitted>",
            "23/11/2026, 10.08 - Pak Budi:",
        ],
        "Penyuluhan gizi di SDN 2\nHadir 35 ibu",
    ),
    "icons as a list": (
        "Ayo ikut senam sehat bersama!\n\n"
        "📅 Sabtu, 28 November 2026\n⏰ 06.00 - 08.00 WIB\n🏥 Halaman Puskesmas Contoh\n\n"
        "💪 Gratis untuk umum",
        [],
        "Ayo ikut senam sehat bersama!\n\n"
        "- Sabtu, 28 November 2026\n- 06.00 - 08.00 WIB\n- Halaman Puskesmas Contoh\n\n"
        "💪 Gratis untuk umum",
    ),
    "numbers in boxes": (
        "Alur pendaftaran:\n1️⃣ Ambil nomor\n2️⃣. Loket\n③ Poli, pilih 1️⃣ atau 2️⃣\n1️⃣0️⃣) Apotek",
        [],
        "Alur pendaftaran:\n1. Ambil nomor\n2. Loket\n3. Poli, pilih 1️⃣ atau 2️⃣\n10. Apotek",
    ),
    "all in capitals": (
        "DIBERITAHUKAN KEPADA SELURUH WARGA KELURAHAN CONTOH, IMUNISASI BIAS UNTUK ANAK SD DAN MI "
        "KELAS II DAN V DILAKSANAKAN HARI SENIN, 23 NOVEMBER 2026. BAWA KTP/KK DAN BUKU KIA. "
        "INFO: PUSKESMAS CONTOH JL. MAWAR NO. 5",
        [],
        "Diberitahukan kepada seluruh warga Kelurahan Contoh, imunisasi BIAS untuk anak SD dan MI "
        "kelas II dan V dilaksanakan hari Senin, 23 November 2026. Bawa KTP/KK dan buku KIA. "
        "Info: Puskesmas Contoh Jl. Mawar no. 5",
    ),
    "one sentence in capitals": (
        "Vaksinasi lansia besok. JANGAN LUPA SARAPAN DULU! Bawa KTP, KK, kartu BPJS.",
        [],
        "Vaksinasi lansia besok. Jangan lupa sarapan dulu! Bawa KTP, KK, kartu BPJS.",
    ),
    "report of an activity": (
        "*Laporan kegiatan PSN*\n"
        "Hari/tgl : Jum'at, 27-11-2026\n"
        "Tempat   : RW 03 RT 1-5\n"
        "Rumah diperiksa : 50 (ABJ 92%)\n"
        "Rumus: 46/50*100 = 92, bukan 5*9\n"
        "~Dokumentasi menyusul~",
        [],
        "Laporan kegiatan PSN\n"
        "Hari/tgl : Jum'at, 27-11-2026\n"
        "Tempat   : RW 03 RT 1-5\n"
        "Rumah diperiksa : 50 (ABJ 92%)\n"
        "Rumus: 46/50*100 = 92, bukan 5*9\n"
        "~Dokumentasi menyusul~",
    ),
    "flowers and rows of signs": (
        "🌸🌸🌸🌸🌸\n"
        "*_KELAS IBU HAMIL_*\n"
        "=================\n"
        "🌸 Senam hamil\n🌸 Konsultasi gizi\n"
        "* Cek Hb\n• Tensi\n● Timbang\n"
        "-------\n"
        "Kuota 20 ibu.",
        [],
        "Kelas ibu hamil\n\n"
        "- Senam hamil\n- Konsultasi gizi\n- Cek Hb\n- Tensi\n- Timbang\n\n"
        "Kuota 20 ibu.",
    ),
    "addresses": (
        "*Daftar di* https://pkm.example/_daftar_/a_b_c/*\n"
        "IG @_puskesmas_contoh_ atau surel _info_@pkm.example\n"
        "*https://pkm.example/jadwal*\n"
        "PENDAFTARAN ONLINE BUKA DI PKM.EXAMPLE/DaftarOnline #AYOSEHAT",
        [],
        "Daftar di https://pkm.example/_daftar_/a_b_c/*\n"
        "IG @_puskesmas_contoh_ atau surel _info_@pkm.example\n"
        "https://pkm.example/jadwal\n"
        "Pendaftaran online buka di PKM.EXAMPLE/DaftarOnline #AYOSEHAT",
    ),
    "a programme": (
        "Jadwal pekan ini\n"
        "23/11/2026 08.00 - Imunisasi: bayi dan balita\n"
        "24/11/2026 09.00 - Prolanis: senam\n"
        "[ ] spanduk\n[x] undangan",
        [],
        "Jadwal pekan ini\n"
        "23/11/2026 08.00 - Imunisasi: bayi dan balita\n"
        "24/11/2026 09.00 - Prolanis: senam\n"
        "[ ] spanduk\n[x] undangan",
    ),
    "monospace and English": (
        "Forwarded many times\n"
        "```Pelayanan tutup\n25-26 Desember```\n"
        "This message was deleted\n"
        "Poli gigi tetap _buka_ (*terbatas*).   ",
        ["Forwarded many times", "This message was deleted"],
        "Pelayanan tutup\n25-26 Desember\nPoli gigi tetap buka (terbatas).",
    ),
    "a change of plan": (
        "*PERUBAHAN JADWAL*\n\n"
        "Posyandu Melati ~Senin 23~ *Selasa 24 November*\n"
        "Tempat: ~Balai RW 03~ Puskesmas Contoh\n"
        "~BAWA KTP ASLI~\n\n"
        "PENTING!",
        [],
        "Perubahan jadwal\n\n"
        "Posyandu Melati ~Senin 23~ Selasa 24 November\n"
        "Tempat: ~Balai RW 03~ Puskesmas Contoh\n"
        "~Bawa KTP asli~\n\n"
        "Penting!",
    ),
    "mothers' group": (
        "_Diteruskan_\n\n\n"
        "📌 *Jadwal MPASI* 📌\n"
        "Mom, yuk belajar MPASI 👶🏻❤️ bersama ahli gizi 🥦🥕\n"
        "➡️ Kamis, 26 November\n➡️ Aula lt. 2\n"
        "▪️ gratis\n"
        "🙏 Sehat selalu",
        ["_Diteruskan_"],
        "- Jadwal MPASI 📌\n"
        "Mom, yuk belajar MPASI 👶🏻❤️ bersama ahli gizi 🥦🥕\n"
        "- Kamis, 26 November\n- Aula lt. 2\n"
        "- gratis\n"
        "🙏 Sehat selalu",
    ),
    "stars that mean something else": (
        "* syarat berlaku\n*Catatan: bawa kartu\nObat 3 * 1 sehari, Hb <11*\n2 *a* 3*b",
        [],
        "- syarat berlaku\n*Catatan: bawa kartu\nObat 3 * 1 sehari, Hb <11*\n2 a 3*b",
    ),
    "plain already": (
        "Kami libur tanggal 25 Desember.\n\n- UGD buka\n- Poli tutup\n\n1. Daftar\n2. Antre",
        [],
        "Kami libur tanggal 25 Desember.\n\n- UGD buka\n- Poli tutup\n\n1. Daftar\n2. Antre",
    ),
}
