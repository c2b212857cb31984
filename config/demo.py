"""The demo health centre: its people, and a few materials in different states.

What is said here is material, as units would send it, and so it is Indonesian and not translated.
"""

import io
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from contentdesk import services
from contentdesk.foundation.photos import RedrawnPhoto, redraw
from contentdesk.models import Edition, Kind, Material, Regularity, new_ulid
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment, Centre, Program, Unit, User

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
    manager, ani, rina = people["mira"], people["ani"], people["rina"]
    live = _begin(
        ani,
        Kind.ANNOUNCEMENT,
        "Jam layanan farmasi selama bulan Desember",
        "Selama bulan Desember loket obat buka lebih lama:\n"
        "- Senin sampai Kamis pukul 07.30–15.00\n- Jumat pukul 07.30–11.00\n"
        "- Sabtu pukul 07.30–12.30\n\nBawalah kartu berobat dan resep dari dokter.",
        [("Loket obat setelah ditata ulang", "Loket obat dengan dua petugas", "#0f6b5c")],
    )
    services.submit(live, actor=ani)
    services.approve(live, actor=manager, seen_version=live.version, publish_at=timezone.now())
    waiting = _begin(
        rina,
        Kind.ACTIVITY,
        "Kelas ibu hamil di RW 03",
        "Dua belas ibu hamil mengikuti kelas bersama bidan. Materinya tanda bahaya kehamilan "
        "dan persiapan persalinan.\n\nKelas berikutnya diadakan bulan depan.",
        [
            ("Senam ibu hamil bersama bidan", "Peserta duduk melingkar di atas matras", "#1d4f91"),
            ("Buku KIA dibagikan", "Tumpukan buku KIA di atas meja", "#7a4a00"),
        ],
        regularity=Regularity.ROUTINE,
    )
    services.submit(waiting, actor=rina)
    asked = _begin(rina, Kind.SERVICE, "Layanan KB", "Layanan KB tersedia setiap hari kerja.", [])
    services.submit(asked, actor=rina)
    services.move(
        asked,
        "request_changes",
        actor=manager,
        reason="Mohon ditambah syarat dan jam layanannya, Bu Rina.",
    )
    _begin(ani, Kind.INNOVATION, "Antar obat untuk lansia", "", [])


def _begin(
    author: User,
    kind: Kind,
    title: str,
    body: str,
    photos: list[tuple[str, str, str]],
    regularity: str = "",
) -> Edition:
    unit = Unit.objects.get(assignments__user=author)
    edition = services.start(
        new_ulid(),
        kind=kind,
        regularity=regularity,
        unit=unit,
        author=author,
    )
    wished = timezone.localdate() + timedelta(days=3)
    drawn = [_picture(colour) for _caption, _alt, colour in photos]
    draft = services.Draft(title, body, wished, new_photos=drawn)
    services.save(edition, draft, actor=author, seen_version=edition.version)
    words = {
        placement.pk: services.PhotoWords(caption, alt)
        for placement, (caption, alt, _colour) in zip(edition.placements.all(), photos, strict=True)
    }
    described = services.Draft(title, body, wished, photos=words)
    services.save(edition, described, actor=author, seen_version=edition.version)
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
