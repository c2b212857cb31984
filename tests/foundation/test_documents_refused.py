"""What is not a document the public can read is refused, with a sentence that helps."""

import io

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream
from PIL import Image

from contentdesk.foundation import documents as door
from contentdesk.foundation.documents import MAX_BYTES, DocumentRefused, check_pdf
from tests.foundation import pictures
from tests.foundation.documents import bomb, decree, picture, saved

pytestmark = pytest.mark.usefixtures("english")

EMPTY = "The file sk.pdf is empty. Choose the document again and send it once more."
LARGE = (
    "The file sk.pdf is larger than 20 MB. "
    "Save it in a smaller size, or send only the pages that matter."
)
FOREIGN = (
    "The file sk.pdf is not a PDF. "
    "Save it as PDF in the program it was made with, and send that file."
)
DAMAGED = (
    "The file sk.pdf is damaged or did not arrive whole. "
    "Open it to see whether it is complete, then send it again."
)
LOCKED = "The PDF sk.pdf opens with a password only. Save it without a password and send that file."
PAGES = "The PDF sk.pdf has more than 300 pages. Send only the pages that matter."
WRAPPER = (
    "The PDF sk.pdf is a portfolio or a form that not every program can show. "
    "Print it to a PDF, and send that file."
)
LAYERS = (
    "The PDF sk.pdf has hidden layers. "
    "Print it to a PDF, which has only what is seen, and send that file."
)
HEAVY = "The PDF sk.pdf is too complicated to be checked. Print it to a PDF, and send that file."


def refusal(content):
    with pytest.raises(DocumentRefused) as refused:
        check_pdf(io.BytesIO(content), name="sk.pdf")
    assert str(refused.value) == refused.value.sentence
    return refused.value.sentence


def locked(**options):
    return saved(decree(), encryption=Encryption(owner="a", user="b", **options))


def with_root(**entries):
    pdf = decree()
    pdf.Root.update({f"/{key}": value for key, value in entries.items()})
    return saved(pdf)


def layered(layer=None, **shown):
    layer = Dictionary(Type=Name.OCG, Name="Konsep", **layer or {})
    return with_root(OCProperties=Dictionary(OCGs=Array([layer, None]), D=Dictionary(shown)))


def with_picture(encoded, *filters):
    pdf = decree()
    picture(pdf, encoded, *filters)
    return saved(pdf)


def nested_forms(number):
    """Each drawn by the one before: readers that call themselves run out of stack."""
    pdf = decree()
    inner = Stream(pdf, b"")
    for _ in range(number):
        outer = Stream(pdf, b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=inner)
    pdf.pages[0].obj.Contents = Stream(pdf, b"/X Do")
    return saved(pdf)


def many_pages_of_one(number):
    """One page, listed again and again: a reader makes a copy each time."""
    content = saved(decree())
    before, after = content.split(b"/Kids [ ")
    kid = after[: after.index(b"R") + 1]
    return before + b"/Kids [ " + (kid + b" ") * number + after[len(kid) :]


def one_picture_for_all_pages():
    """Written into the words that all pages share; taken out of them, it is there for each."""
    pdf = decree(300)
    grain = Image.effect_noise((500, 400), 60).tobytes()
    words = b"q BI /W 500 /H 400 /BPC 8 /CS /G ID " + grain + b" EI Q"
    shared = pdf.make_indirect(Stream(pdf, words))
    for page in pdf.pages:
        page.obj.Contents = shared
    return saved(pdf)


WHOLE = saved(decree(20))
FOR_THE_WEB = saved(decree(20), linearize=True)
UNFIT = {
    "nothing": (b"", EMPTY),
    "a text": (b"Notulen rapat", FOREIGN),
    "a page": (b"<!doctype html><script>alert(1)</script>", FOREIGN),
    "a Word document": (b"PK\x03\x04" + bytes(3000), FOREIGN),
    "a photo": (pictures.telling_jpeg(), FOREIGN),
    "a photo with a document behind it": (pictures.telling_jpeg() + WHOLE, FOREIGN),
    "the first line alone": (b"%PDF-1.7\n", DAMAGED),
    "a page that calls itself PDF": (b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF", DAMAGED),
    "no pages": (saved(Pdf.new()), DAMAGED),
    "a picture that is a page": (with_picture(b"<script>alert(1)</script>"), DAMAGED),
    "a part packed in a way of its own": (with_picture(b"<script>", "FooDecode"), DAMAGED),
    "a part that does not unpack": (with_picture(b"<script>", "FlateDecode"), DAMAGED),
    "a password, today's way": (locked(), LOCKED),
    "a password, the old way": (locked(R=3, aes=False, metadata=False), LOCKED),
    "too many pages": (saved(decree(301)), PAGES),
    "a portfolio": (with_root(Collection=Dictionary()), WRAPPER),
    "a form that one program draws": (with_root(NeedsRendering=True), WRAPPER),
    "a layer that is off": (layered(**{"/OFF": Array([1])}), LAYERS),
    "layers that are off at first": (layered(**{"/BaseState": Name.OFF}), LAYERS),
    "a layer for printing": (
        layered({"Usage": Dictionary(View=Dictionary(ViewState=Name.OFF))}),
        LAYERS,
    ),
}
TOO_MUCH = {
    "kilobytes that unpack to 300 MB": lambda: bomb(300),
    "forms in forms": lambda: nested_forms(40_000),
    "one picture for all pages": one_picture_for_all_pages,
    "a million pages that are one": lambda: many_pages_of_one(1_500_000),
}


@pytest.mark.parametrize("kind", UNFIT)
def test_an_unfit_file_is_refused(kind):
    content, sentence = UNFIT[kind]
    assert refusal(content) == sentence


@pytest.mark.parametrize("whole", [WHOLE, FOR_THE_WEB])
def test_a_document_cut_short_is_refused_wherever_it_was_cut(whole):
    cuts = [len(whole) * part // 20 for part in range(1, 20)]
    assert {refusal(whole[:cut]) for cut in [*cuts, len(whole) - 5]} == {DAMAGED}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_a_small_file_that_asks_for_too_much_is_given_up(kind):
    content = TOO_MUCH[kind]()
    assert len(content) < MAX_BYTES
    assert refusal(content) == HEAVY


def test_too_many_bytes_are_refused_without_reading_them_all():
    class Endless(io.BytesIO):
        taken = 0

        def read(self, size=-1):
            assert size > 0
            self.taken += size
            return bytes(size)

    upload = Endless()
    with pytest.raises(DocumentRefused) as refused:
        check_pdf(upload, name="sk.pdf")
    assert refused.value.sentence == LARGE
    assert upload.taken <= MAX_BYTES + 1


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(door, "_MAX_SECONDS", 0.01)
    assert refusal(WHOLE) == HEAVY
