"""The demo health centre: its people, and a few materials in different states.

What is said here is material, as units would send it, and so it is Indonesian and not translated.
"""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from contentdesk.foundation.photos import RedrawnPhoto, redraw
from contentdesk.models import (
    Classification,
    Edition,
    Kind,
    Material,
    People,
    Regularity,
    new_ulid,
)
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment, Centre, Program, Unit, User
from contentdesk.services import drafts, review
from contentdesk.services import photos as album

PASSWORD = "puskesmas-contoh"  # noqa: S105  # printed on purpose, refused on a portal in use


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    who: str
    duties: list[tuple[Role, str]] = field(default_factory=list)


PEOPLE = [
    Person("ani", "Ani Lestari", "petugas unit Farmasi", [(Role.STAFF, "Farmasi")]),
    Person("rina", "Rina Wulandari", "petugas unit KIA dan KB", [(Role.STAFF, "KIA dan KB")]),
    Person("mira", "Mira Anggraini", "pengelola website", [(Role.MANAGER, "")]),
    Person("lina", "Lina Hartati", "penanggung jawab Imunisasi", [(Role.LEAD, "Imunisasi")]),
    Person("dedi", "Dedi Kurniawan", "penanggung jawab Gizi", [(Role.LEAD, "Gizi")]),
    Person("tuti", "Tuti Handayani", "tim kepuasan dan keluhan pelanggan", [(Role.TEAM, "")]),
    Person("hadi", "dr. Hadi Santoso", "kepala puskesmas", [(Role.HEAD, "")]),
    Person("agus", "Agus Pramono", "penilai (hanya membaca)", [(Role.AUDITOR, "")]),
    Person("admin", "Adi Nugroho", "administrator portal", [(Role.ADMIN, "")]),
]
UNITS = ["Farmasi", "KIA dan KB", "Pelayanan Umum", "Tata Usaha"]
PROGRAMS = ["Imunisasi", "Gizi", "Promosi Kesehatan", "Kesehatan Lingkungan"]


def make_people() -> dict[str, User]:
    """The centre with its units, programs and people, by username; made once."""
    if not Centre.objects.exists():
        Centre.objects.create(name="Puskesmas Contoh", zone="Asia/Jakarta")
    for name in UNITS:
        Unit.objects.get_or_create(name=name)
    for name in PROGRAMS:
        Program.objects.get_or_create(name=name)
    people = {}
    for person in PEOPLE:
        user, made = User.objects.get_or_create(
            username=person.username, defaults={"name": person.name}
        )
        people[person.username] = user
        if made:
            user.set_password(PASSWORD)
            user.save()
            for role, scope in person.duties:
                Assignment.objects.create(user=user, role=role, **_scope(role, scope))
    return people


def _scope(role: Role, name: str) -> dict[str, Unit | Program]:
    if role == Role.STAFF:
        return {"unit": Unit.objects.get(name=name)}
    if role == Role.LEAD:
        return {"program": Program.objects.get(name=name)}
    return {}


def make_materials(people: dict[str, User]) -> None:
    """One material on its way to the site, one to be read, one asked to change, one draft."""
    if Material.objects.exists():
        return
    ani, rina, manager = people["ani"], people["rina"], people["mira"]
    _on_its_way(ani, manager)
    _to_be_read(rina)
    _asked_to_change(rina, manager)
    _begin(ani, Kind.INNOVATION, "Antar obat untuk lansia", "", [])


def _on_its_way(author: User, manager: User) -> None:
    today = timezone.localdate()
    edition = _begin(
        author,
        Kind.ANNOUNCEMENT,
        "Jam layanan farmasi selama bulan Desember",
        "Selama bulan Desember loket obat buka lebih lama:\n"
        "- Senin sampai Kamis pukul 07.30–15.00\n- Jumat pukul 07.30–11.00\n"
        "- Sabtu pukul 07.30–12.30\n\nBawalah kartu berobat dan resep dari dokter.",
        [("Loket obat setelah ditata ulang", "Loket obat dengan dua petugas", "#0f6b5c")],
        facts={"from_day": today, "until_day": today + timedelta(days=40)},
    )
    drafts.submit(edition, actor=author)
    review.classify(
        edition, Classification.ANYTIME, actor=manager, reason="Prosedur pelayanan (pasal 11)"
    )
    review.approve(edition, actor=manager, seen_version=edition.version)


def _to_be_read(author: User) -> None:
    edition = _begin(
        author,
        Kind.ACTIVITY,
        "Kelas ibu hamil di RW 03",
        "Dua belas ibu hamil mengikuti kelas bersama bidan. Materinya tanda bahaya kehamilan "
        "dan persiapan persalinan.\n\nKelas berikutnya diadakan bulan depan.",
        [
            ("Senam ibu hamil bersama bidan", "Peserta duduk melingkar di atas matras", "#1d4f91"),
            ("Buku KIA dibagikan", "Tumpukan buku KIA di atas meja", "#7a4a00"),
        ],
        facts={"day": timezone.localdate(), "place": "Balai RW 03", "attendance": "12 ibu hamil"},
        regularity=Regularity.ROUTINE,
    )
    drafts.submit(edition, actor=author)


def _asked_to_change(author: User, manager: User) -> None:
    edition = _begin(
        author,
        Kind.SERVICE,
        "Layanan KB",
        "Layanan KB tersedia untuk semua warga, termasuk konseling sebelum memilih alat "
        "kontrasepsi yang cocok.",
        [],
        facts={"hours": "Setiap hari kerja"},
    )
    drafts.submit(edition, actor=author)
    review.move(
        edition,
        "request_changes",
        actor=manager,
        reason="Mohon ditambah syarat dan jam layanannya, Bu Rina.",
    )


def _begin(
    author: User,
    kind: Kind,
    title: str,
    body: str,
    photos: list[tuple[str, str, str]],
    facts: dict[str, date | str] | None = None,
    regularity: str = "",
) -> Edition:
    """A draft as its author leaves it; photos are caption, description and colour."""
    unit = Unit.objects.get(assignments__user=author)
    edition = drafts.start(new_ulid(), kind=kind, regularity=regularity, unit=unit, author=author)
    said = {name: str(fact) for name, fact in (facts or {}).items()}
    wished = timezone.localdate() + timedelta(days=3)
    for caption, alt, colour in photos:
        placement, _seen = album.add(edition, album.NewPhoto(_picture(colour)), actor=author)
        words = {placement.pk: drafts.PhotoWords(caption, alt, People.NOBODY)}
        draft = drafts.Draft(title, body, wished, facts=said, photos=words)
        drafts.save(edition, draft, actor=author, seen_version=edition.version)
    draft = drafts.Draft(title, body, wished, facts=said)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    return edition


def _picture(colour: str) -> RedrawnPhoto:
    """A drawn scene instead of a photo: the demo shows nobody's patients."""
    image = Image.new("RGB", (1600, 1067), "#fbfaf7")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 760, 1600, 1067), fill="#e2f1ed")
    for x in (260, 700, 1140):
        draw.ellipse((x, 300, x + 200, 500), fill=colour)
        draw.rounded_rectangle((x - 40, 520, x + 240, 900), radius=90, fill=colour)
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return redraw(file, name="contoh.png")
