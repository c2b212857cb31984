"""A document stays what it shows: its pages, words, pictures, filled fields, stamps and links."""

import hashlib
import io
import zipfile

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf

from contentdesk.foundation.documents import check_pdf
from tests.foundation.documents import (
    SECRET,
    SEEN,
    annotate,
    bomb,
    decree,
    opened_up,
    revised,
    saved,
)


def checked(content, name="sk.pdf"):
    return check_pdf(io.BytesIO(content), name=name)


def pages(content):
    with Pdf.open(io.BytesIO(content)) as pdf:
        return [
            (page.Contents.read_bytes(), page.get("/Rotate"), page.mediabox) for page in pdf.pages
        ]


def test_every_page_is_there_as_it_was():
    pdf = decree(300)
    pdf.pages[1].rotate(90, relative=False)
    upload = saved(pdf)
    document = checked(upload)
    assert document.pages == 300
    assert pages(document.data) == pages(upload)


def test_the_same_file_gives_the_same_bytes():
    once, again = (checked(saved(decree(3)), name) for name in ("a.pdf", "b.pdf"))
    assert once == again
    assert once.sha256 == hashlib.sha256(once.data).hexdigest()
    assert once.content_type == "application/pdf"
    assert once.data.startswith(b"%PDF-1.7")


def test_a_checked_document_that_comes_again_stays_as_it_is():
    once = checked(saved(decree(3)))
    assert checked(once.data) == once


def test_an_upload_that_was_already_read_is_read_from_its_start():
    upload = io.BytesIO(saved(decree()))
    upload.read()
    assert check_pdf(upload, name="sk.pdf").pages == 1


@pytest.mark.parametrize("subtype", ["Widget", "Stamp", "FreeText", "Highlight", "Ink"])
def test_what_an_annotation_shows_becomes_part_of_the_page(subtype):
    pdf = decree()
    note = annotate(pdf, subtype, b"BT /F1 12 Tf (Disetujui) Tj ET", FT=Name.Tx, T="Isian")
    pdf.Root.AcroForm = Dictionary(Fields=[note] if subtype == "Widget" else [])
    document = checked(saved(pdf)).data
    assert b"(Disetujui) Tj" in opened_up(document)
    with Pdf.open(io.BytesIO(document)) as made:
        assert "/Annots" not in made.pages[0]
        assert b" Do" in b"".join(part.read_bytes() for part in made.pages[0].Contents)


@pytest.mark.parametrize("subtype", ["Text", "Popup", "FileAttachment", "Sound", "Redact"])
def test_a_note_beside_the_text_is_not_drawn_into_it(subtype):
    pdf = decree()
    annotate(pdf, subtype, b"BT /F1 12 Tf (Rahasia) Tj ET")
    assert SECRET not in opened_up(checked(saved(pdf)).data)


def test_a_field_that_readers_would_draw_is_drawn():
    pdf = decree()
    font = pdf.pages[0].obj.Resources.Font.F1
    note = annotate(
        pdf, "Widget", b"BT ET", FT=Name.Tx, T="Isian", V="Puskesmas Contoh", DA="/F1 12 Tf 0 g"
    )
    resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    pdf.Root.AcroForm = Dictionary(Fields=[note], NeedAppearances=True, DR=resources)
    assert b"(Puskesmas Contoh) Tj" in opened_up(checked(saved(pdf)).data)


@pytest.mark.parametrize(
    "address", ["https://example.org/sk?x=1&y=(2)", "HTTP://example.org/", "mailto:a@example.org"]
)
def test_a_link_into_the_web_stays(address):
    pdf = decree()
    annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=address))
    with Pdf.open(io.BytesIO(checked(saved(pdf)).data)) as made:
        [link] = made.pages[0].Annots
        assert (str(link.A.URI), list(link.Rect)) == (address, [70, 600, 170, 650])


def test_protection_against_copying_is_lifted():
    upload = saved(decree(), encryption=Encryption(owner="kunci", user=""))
    document = checked(upload).data
    with Pdf.open(io.BytesIO(document)) as made:
        assert not made.is_encrypted
    assert SEEN in opened_up(document)


def test_a_newer_version_is_taken_and_the_older_one_forgotten():
    pdf = decree()
    content = pdf.pages[0].obj.Contents
    content.write(content.read_bytes().replace(b"(1)", b"(Rahasia)"))
    first = saved(pdf)
    number = int(first.split(b"/Contents ")[1].split(b" ")[0])
    upload = revised(first, number, b"(Rahasia)", b"(Terbuka)")
    assert SECRET in upload
    document = checked(upload).data
    assert b"(Terbuka) Tj" in opened_up(document)
    assert SECRET not in opened_up(document)


def archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("Rahasia.txt", SECRET)
    return packed.getvalue()


PAGE = b"<!doctype html><html><script>alert('Rahasia')</script>"
TWO_IN_ONE = {
    "a page before it": PAGE + b"<!--" + saved(decree()),
    "a page behind it": saved(decree()) + PAGE,
    "a page between its parts": saved(decree()).replace(b"\n1 0 obj", b"\n%" + PAGE + b"\n1 0 obj"),
    "an archive behind it": saved(decree()) + archive(),
    "an archive before it": archive() + saved(decree()),
}


@pytest.mark.parametrize("kind", TWO_IN_ONE)
def test_a_file_that_is_two_things_is_only_a_document_afterwards(kind):
    upload = TWO_IN_ONE[kind]
    assert SECRET in upload
    document = checked(upload).data
    assert SECRET not in document
    assert not zipfile.is_zipfile(io.BytesIO(document))
    assert b"<script" not in document
    assert SEEN in opened_up(document)


def test_a_page_hidden_in_a_compressed_part_is_packed_anew():
    # Deflate may store bytes as they are: to a browser they are a page.
    pdf = decree()
    stored = b"\x78\x01\x01" + len(PAGE).to_bytes(2, "little")
    stored += (65535 - len(PAGE)).to_bytes(2, "little") + PAGE + b"\0\0\0\0"
    pdf.pages[0].obj.Contents.write(stored, filter=Name.FlateDecode)
    assert PAGE in saved(pdf)
    assert PAGE not in checked(saved(pdf)).data


def test_the_process_that_reads_documents_knows_nothing_of_the_portals_environment(monkeypatch):
    # With it, Python would not even start.
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert checked(saved(decree())).pages == 1


def test_how_the_file_is_packed_does_not_matter():
    packed = saved(decree(), compress_streams=True, object_stream_mode=ObjectStreamMode.generate)
    stepwise = saved(decree(), linearize=True)
    assert checked(packed) == checked(stepwise) == checked(saved(decree()))


def test_a_large_part_of_a_small_file_is_no_reason_to_refuse():
    assert checked(bomb(40)).pages == 1


def test_layers_that_are_all_seen_are_part_of_the_page():
    pdf = decree()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Rahasia"))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(ON=Array([layer])))
    pdf.pages[0].obj.Resources.Properties = Dictionary(L1=layer)
    document = checked(saved(pdf)).data
    assert SEEN in opened_up(document)
    assert SECRET not in opened_up(document)
