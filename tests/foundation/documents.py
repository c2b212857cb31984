"""Documents for tests, made in memory: decrees, and what else a PDF can carry."""

import io
import zlib

from pikepdf import (
    Array,
    Dictionary,
    Name,
    ObjectStreamMode,
    Pdf,
    Stream,
    StreamDecodeLevel,
    String,
)

SECRET = b"Rahasia"
SEEN = b"(SK Kepala Puskesmas) Tj"


def decree(pages=1):
    """A decree in one typeface; every page shows its words and number."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        words = b"BT /F1 20 Tf 70 700 Td %s 0 -30 Td (%d) Tj ET" % (SEEN, number)
        page.obj.Contents = Stream(pdf, words)
    return pdf


def saved(pdf, **options):
    """As it is: what a program has written into the parts stays readable in the file."""
    buffer = io.BytesIO()
    options = {"compress_streams": False, "fix_metadata_version": False, **options}
    options.setdefault("object_stream_mode", ObjectStreamMode.disable)
    if "encryption" not in options:
        options |= {"stream_decode_level": StreamDecodeLevel.none, "deterministic_id": True}
    pdf.save(buffer, **options)
    return buffer.getvalue()


def opened_up(content):
    """Every byte of a PDF that says something: the file, its objects, its unpacked parts."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        parts = [content]
        for thing in pdf.objects:
            parts.append(thing.unparse(resolved=True))
            if isinstance(thing, Stream):
                try:
                    parts.append(thing.read_bytes())
                except Exception:
                    parts.append(thing.read_raw_bytes())
        return b"\n".join(parts)


def keys(content):
    """Every key of every dictionary in a PDF."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        found, pending = set(), [pdf.trailer, *pdf.objects]
        while pending:
            thing = pending.pop()
            if isinstance(thing, Dictionary | Stream):
                found |= thing.keys()
                thing = thing.values()
            if not isinstance(thing, str | Name | String):
                inside = thing if hasattr(thing, "__iter__") else ()
                pending += [part for part in inside if not getattr(part, "is_indirect", True)]
        return found


def action(kind="JavaScript", **more):
    """A script unless told otherwise; it names the secret."""
    return Dictionary(S=Name("/" + kind), JS="app.alert('Rahasia')", F="Rahasia.exe", **more)


def annotate(pdf, subtype, drawn=b"", **more):
    """An annotation on the first page; with `drawn`, the content it shows there."""
    note = Dictionary(
        Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[70, 600, 170, 650], **more
    )
    if drawn:
        form = Stream(pdf, drawn)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 100, 50]
        note.AP = Dictionary(N=form)
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get(Name.Annots, Array()), pdf.make_indirect(note)])
    return note


def picture(pdf, encoded, *filters):
    """A picture over the first page, `encoded` for the filters; a JPEG unless told otherwise."""
    image = Stream(pdf, b"")
    image.write(encoded, filter=Array([Name("/" + name) for name in filters or ["DCTDecode"]]))
    image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    image.Width, image.Height, image.BitsPerComponent = 400, 200, 8
    place(pdf, image)
    return image


def place(pdf, thing):
    """Draw an image or a form on the first page."""
    on = pdf.pages[0].obj
    on.Resources[Name.XObject] = Dictionary(I1=thing)
    on.Contents = Stream(pdf, on.Contents.read_bytes() + b" q 400 0 0 200 70 300 cm /I1 Do Q")


def attached(pdf, data=SECRET):
    """A file specification with a file in it."""
    inside = Dictionary(F=Stream(pdf, data))
    return Dictionary(Type=Name.Filespec, F="Rahasia.docx", UF="Rahasia.docx", EF=inside)


def revised(content, number, old, new):
    """The file with object `number` written anew behind it, as editors save; the old one stays."""
    start = content.index(b"\n%d 0 obj" % number) + 1
    body = content[start : content.index(b"endobj", start)].replace(old, new)
    assert new in body
    previous = int(content.split(b"startxref\n")[-1].split(b"\n")[0])
    tail = b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size 99 /Root 1 0 R /Prev %d >>\n"
    added = body + b"endobj\n"
    tail %= (number, len(content), previous)
    return content + added + tail + b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(added))


def bomb(megabytes):
    """A page whose few kilobytes of content unpack to this many megabytes, in two steps."""
    pdf = decree()
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 1024**2) for _ in range(megabytes)) + packer.flush()
    content = Stream(pdf, b"")
    content.write(zlib.compress(once, 9), filter=Array([Name.FlateDecode, Name.FlateDecode]))
    pdf.pages[0].obj.Contents = content
    return saved(pdf)
