"""What the pages of a PDF are drawn with, and a walk that leaves nothing else in them.

The lists are of names in ISO 32000. A key without a place in them goes, whatever it holds: scripts,
metadata, thumbnails, attached files, alternative pictures, private data of programs.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto

from pikepdf import Array, Dictionary, Name, Object, ObjectSet, Pdf, Stream

from contentdesk.foundation.segments import bare_jpeg, bare_jpeg2000


def _names(words: str) -> set[str]:
    return {f"/{word}" for word in words.split()}


_CATEGORIES = _names("ExtGState ColorSpace Pattern Shading XObject Font")
_XOBJECTS = (Name.Image, Name.Form)
# In the order of ISO 32000-1: streams and filters (7.4), functions (7.10), graphics state (8.4.5),
# colours (8.6), patterns and shadings (8.7), images and forms (8.9, 8.10), fonts (9), transparency
# (11). Left out are names, dates, identifiers, alternates, and everything beyond drawing.
_DRAWN = _names(
    """
    Type Subtype Length Filter DecodeParms Predictor Colors BitsPerComponent Columns EarlyChange
    K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError JBIG2Globals
    ColorTransform
    FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Functions Bounds
    LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 FL SM SA BM SMask CA ca AIS TK
    WhitePoint BlackPoint Gamma Matrix Alternate Colorants Process Components ColorSpace
    PatternType PaintType TilingType BBox XStep YStep Resources Shading ExtGState
    ShadingType Background AntiAlias Coords Function Extend BitsPerCoordinate BitsPerFlag
    VerticesPerRow
    Width Height Intent ImageMask Mask Interpolate SMaskInData Matte FormType Group
    BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode FontBBox FontMatrix
    CharProcs DescendantFonts CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap
    BaseEncoding Differences CMapName WMode UseCMap FontName FontFamily FontStretch FontWeight
    Flags ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth
    MissingWidth FontFile FontFile2 FontFile3 Length1 Length2 Length3 CharSet CIDSet Style Panose
    S CS I G BC
    """
)
_FILTERS = _names("FlateDecode LZWDecode ASCII85Decode ASCIIHexDecode RunLengthDecode")
_IMAGE_FILTERS = _names("DCTDecode JPXDecode CCITTFaxDecode JBIG2Decode")
_BARE: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": bare_jpeg,
    "/JPXDecode": bare_jpeg2000,
}


class _Kind(Enum):
    DRAWN = auto()
    RESOURCES = auto()
    # Its keys are names that somebody chose.
    NAMED = auto()


def keep_what_is_drawn(pdf: Pdf) -> None:
    """Take from contents and resources of all pages what no reader needs to draw them.

    Photos in them lose EXIF, GPS and the like, and no pixel. Raises ValueError for a stream that
    is not what it says.
    """
    pending: list[tuple[Object, _Kind]] = []
    for page in pdf.pages:
        pending.append((page.obj.get(Name.Resources, Dictionary()), _Kind.RESOURCES))
        pending.append((page.obj.get(Name.Contents, Array()), _Kind.DRAWN))
        pending.append((page.obj.get(Name.Group, Dictionary()), _Kind.DRAWN))
    # One thing may be met in two places, as two kinds, and a file may point round in circles.
    seen = {kind: ObjectSet() for kind in _Kind}
    while pending:
        thing, kind = pending.pop()
        if not isinstance(thing, Array | Dictionary | Stream) or not seen[kind].add(thing):
            continue
        if isinstance(thing, Array):
            pending.extend((item, _Kind.DRAWN) for item in thing)
            continue
        pending.extend(_kept(thing, kind))
        if isinstance(thing, Stream):
            _without_metadata(pdf, thing)


def _kept(thing: Object, kind: _Kind) -> Iterator[tuple[Object, _Kind]]:
    """What stays of a dictionary, by value and kind; the rest is deleted from it."""
    for key in sorted(thing.keys()):
        if kind is _Kind.RESOURCES:
            if key not in _CATEGORIES:
                del thing[key]
                continue
            if key == "/XObject":
                _keep_pictures(thing[key])
            yield thing[key], _Kind.NAMED
        elif kind is _Kind.NAMED:
            yield thing[key], _Kind.DRAWN
        elif key not in _DRAWN:
            del thing[key]
        elif key == "/Resources":
            yield thing[key], _Kind.RESOURCES
        else:
            named = key in {"/CharProcs", "/Colorants"}
            yield thing[key], _Kind.NAMED if named else _Kind.DRAWN


def _keep_pictures(xobjects: Object) -> None:
    """PostScript is for printers alone, and acts."""
    for name in sorted(xobjects.keys()):
        picture = xobjects[name]
        if not isinstance(picture, Stream) or picture.get(Name.Subtype) not in _XOBJECTS:
            del xobjects[name]


def _without_metadata(pdf: Pdf, stream: Stream) -> None:
    filters, settings = _listed(stream, Name.Filter), _listed(stream, Name.DecodeParms)
    *outer, last = [str(name) for name in filters] or ["/FlateDecode"]
    if not _FILTERS.issuperset(outer) or last not in _FILTERS | _IMAGE_FILTERS:
        raise ValueError(f"filters {filters}")
    if last not in _BARE:
        return
    encoded = stream.read_raw_bytes()
    if outer:
        wrapped = Stream(pdf, b"")
        wrapped.write(encoded, filter=Array(filters[:-1]), decode_parms=Array(settings[:-1]))
        encoded = wrapped.read_bytes()
    stream.write(
        _BARE[last](encoded),
        filter=Name(last),
        decode_parms=Array(settings[-1:]) if len(settings) == len(filters) else None,
    )


def _listed(stream: Stream, key: Name) -> list[Object]:
    value = stream.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
