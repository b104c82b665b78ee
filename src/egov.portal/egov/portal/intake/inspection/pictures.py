"""Sizes of pictures, read off their headers: a small file may unpack to gigabytes."""

from egov.portal.intake.inspection.kinds import Unreadable
import struct


MOST_MARKERS = 2000
MOST_PAGES = 500
MOST_ENTRIES = 1000
# JPEG: start of frame, without the markers in between that are something else.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD9)}
# TIFF: tags of width and height, and the kinds of numbers they come as.
WIDTH, HEIGHT = 256, 257
NUMBERS = {3: "H", 4: "L"}


def sizes(data, ending):
    """[(width, height)] in pixels; none for what is no picture.

    :raises Unreadable: when the header is broken
    """
    read = {"png": png, "jpg": jpeg, "jpeg": jpeg, "tif": tiff, "tiff": tiff}.get(ending)
    if read is None:
        return []
    try:
        return read(data)
    except (struct.error, IndexError):
        raise Unreadable("the header of the picture is cut off") from None


def png(data):
    if data[12:16] != b"IHDR":
        raise Unreadable("a PNG file without its header")
    return [struct.unpack(">LL", data[16:24])]


def jpeg(data):
    position = 2
    for _marker in range(MOST_MARKERS):
        if data[position] != 0xFF:
            raise Unreadable("a JPEG file without its markers")
        while data[position] == 0xFF:
            position += 1
        marker = data[position]
        position += 1
        if marker in ALONE:
            continue
        if marker in FRAMES:
            height, width = struct.unpack(">HH", data[position + 3 : position + 7])
            return [(width, height)]
        if marker in (START_OF_SCAN, END_OF_IMAGE):
            break
        position += struct.unpack(">H", data[position : position + 2])[0]
    raise Unreadable("a JPEG file without its size")


def tiff(data):
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(data[:4])
    if order is None:
        raise Unreadable("not a plain TIFF file")
    (place,) = struct.unpack(order + "L", data[4:8])
    found, seen = [], set()
    while place:
        if place in seen or len(seen) >= MOST_PAGES:
            raise Unreadable("too many pages, or pages in a circle")
        seen.add(place)
        size, place = tiff_page(data, order, place)
        found.append(size)
    if not found:
        raise Unreadable("a TIFF file without a page")
    return found


def tiff_page(data, order, place):
    """((width, height), place of the next page) of a directory of tags."""
    (count,) = struct.unpack(order + "H", data[place : place + 2])
    if count > MOST_ENTRIES:
        raise Unreadable("too many tags")
    values = {}
    for number in range(count):
        start = place + 2 + 12 * number
        tag, kind = struct.unpack(order + "HH", data[start : start + 4])
        if tag in (WIDTH, HEIGHT) and kind in NUMBERS:
            form = order + NUMBERS[kind]
            values[tag] = struct.unpack_from(form, data[start + 8 : start + 12])[0]
    end = place + 2 + 12 * count
    (following,) = struct.unpack(order + "L", data[end : end + 4])
    if WIDTH not in values or HEIGHT not in values:
        raise Unreadable("a page without its size")
    return (values[WIDTH], values[HEIGHT]), following
