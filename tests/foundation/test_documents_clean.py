"""Nothing goes on with a document but its pages, as they are seen."""

import io

import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from contentdesk.foundation.documents import check_pdf
from tests.foundation import pictures
from tests.foundation.documents import (
    SECRET,
    SEEN,
    action,
    annotate,
    attached,
    decree,
    keys,
    opened_up,
    picture,
    place,
    saved,
)

BOX = b"0 0 9 9 re f"
# By what a reader would act on them, or find in them what no page shows.
FORBIDDEN = {
    *("/Info", "/Metadata", "/PieceInfo", "/Thumb", "/Outlines", "/Title", "/StructTreeRoot"),
    *("/OpenAction", "/AA", "/JS", "/Next", "/Names", "/AF", "/EF", "/FS", "/F", "/Ref"),
    *("/AcroForm", "/XFA", "/Alternates", "/Sound", "/RichMediaContent", "/RC", "/T", "/V"),
}


def text(pdf):
    return Stream(pdf, SECRET)


def named(what):
    return Dictionary(Names=Array([String("Rahasia"), what]))


def root(pdf, **entries):
    pdf.Root.update({f"/{key}": value for key, value in entries.items()})


def page(pdf, **entries):
    pdf.pages[0].obj.update({f"/{key}": value for key, value in entries.items()})


def field(pdf, form=None, **more):
    """A field that shows something, in a form."""
    widget = annotate(pdf, "Widget", BOX, FT=Name.Tx, T="Rahasia", V="Isian", **more)
    root(pdf, AcroForm=Dictionary(Fields=[widget], **form or {}))


def link(pdf, **entries):
    annotate(pdf, "Link", A=Dictionary(entries))


def scanned(pdf, **entries):
    image = picture(pdf, pictures.saved(pictures.corners()))
    image.stream_dict.update({f"/{key}": value for key, value in entries.items()})


def drawn(pdf, **entries):
    form = Stream(pdf, BOX, **entries)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 9, 9]
    place(pdf, form)


def resources(pdf):
    return pdf.pages[0].obj.Resources


PLANTED = {
    "author": lambda pdf: pdf.docinfo.update({"/Author": String("Rahasia")}),
    "XMP": lambda pdf: root(pdf, Metadata=text(pdf)),
    "script at opening": lambda pdf: root(pdf, OpenAction=action()),
    "script at printing": lambda pdf: root(pdf, AA=Dictionary(WP=action())),
    "script of a page": lambda pdf: page(pdf, AA=Dictionary(O=action())),
    "named script": lambda pdf: root(pdf, Names=Dictionary(JavaScript=named(action()))),
    "attached file": lambda pdf: root(pdf, Names=Dictionary(EmbeddedFiles=named(attached(pdf)))),
    "associated file": lambda pdf: root(pdf, AF=Array([attached(pdf)])),
    "file on a page": lambda pdf: annotate(pdf, "FileAttachment", BOX, FS=attached(pdf)),
    "film": lambda pdf: annotate(pdf, "RichMedia", BOX, RichMediaContent=text(pdf)),
    "sound": lambda pdf: annotate(pdf, "Sound", BOX, Sound=text(pdf)),
    "note": lambda pdf: annotate(pdf, "Text", BOX, RC="Rahasia"),
    "words behind a mark": lambda pdf: annotate(pdf, "Highlight", BOX, RC="Rahasia", T="Rahasia"),
    "hidden stamp": lambda pdf: annotate(pdf, "Stamp", b"(Rahasia) Tj", F=2),
    "program behind a stamp": lambda pdf: annotate(pdf, "Stamp", BOX, A=action("Launch")),
    "link with a script": lambda pdf: link(pdf, **{"/S": Name.URI, "/URI": "javascript:Rahasia()"}),
    "link to a file": lambda pdf: link(pdf, **{"/S": Name.URI, "/URI": "file:///Rahasia"}),
    "link, then a script": lambda pdf: link(
        pdf, **{"/S": Name.URI, "/URI": "https://example.org/", "/Next": action()}
    ),
    "link into a document": lambda pdf: link(pdf, **{"/S": Name.GoToR, "/F": "Rahasia.pdf"}),
    "form that is sent": lambda pdf: field(pdf, A=action("SubmitForm")),
    "form that calculates": lambda pdf: field(pdf, AA=Dictionary(K=action())),
    "form of two kinds": lambda pdf: field(pdf, {"XFA": text(pdf)}),
    "thumbnail": lambda pdf: page(pdf, Thumb=text(pdf)),
    "a program's own data": lambda pdf: page(pdf, PieceInfo=Dictionary(X=text(pdf))),
    "data of all pages": lambda pdf: pdf.Root.Pages.update({"/PieceInfo": text(pdf)}),
    "bookmark": lambda pdf: root(pdf, Outlines=Dictionary(First=Dictionary(Title="Rahasia"))),
    "picture's file name": lambda pdf: root(pdf, StructTreeRoot=Dictionary(K=text(pdf))),
    "metadata of a picture": lambda pdf: scanned(pdf, Metadata=text(pdf)),
    "picture for printing": lambda pdf: scanned(pdf, Alternates=Array([text(pdf)])),
    "metadata of a form": lambda pdf: drawn(pdf, Metadata=text(pdf)),
    "page of another document": lambda pdf: drawn(pdf, Ref=Dictionary(F="Rahasia.pdf")),
    "metadata of a font": lambda pdf: resources(pdf).Font.F1.update({"/Metadata": text(pdf)}),
    "metadata of a passage": lambda pdf: resources(pdf).update(
        {"/Properties": Dictionary(P1=Dictionary(Metadata=text(pdf)))}
    ),
    "unknown resource": lambda pdf: resources(pdf).update(
        {"/Other": Dictionary(P1=Stream(pdf, SECRET))}
    ),
    "PostScript": lambda pdf: place(pdf, Stream(pdf, SECRET, Type=Name.XObject, Subtype=Name.PS)),
    "picture nowhere shown": lambda pdf: resources(pdf).update(
        {"/XObject": Dictionary(X1=Stream(pdf, SECRET, Subtype=Name.Form))}
    ),
    "unknown entry": lambda pdf: root(pdf, Rahasia=String("Rahasia")),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_only_the_pages_go_on(kind):
    pdf = decree()
    PLANTED[kind](pdf)
    upload = saved(pdf)
    assert SECRET in opened_up(upload), "else this test shows nothing"
    made = check_pdf(io.BytesIO(upload), name="sk.pdf").data
    assert SECRET not in opened_up(made)
    assert SEEN in opened_up(made)
    assert not keys(made) & FORBIDDEN


def test_each_forbidden_entry_was_in_some_upload():
    planted = set()
    for plant in PLANTED.values():
        pdf = decree()
        plant(pdf)
        planted |= keys(saved(pdf))
    assert planted >= FORBIDDEN
