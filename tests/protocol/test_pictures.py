"""What may be kept as a picture: a PNG or JPEG that says no more than what is seen."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from izanau_protocol import pictures
from izanau_protocol.problems import Refused
from tests.pictures import jpeg, png

PLACE = b"Exif\0\0GPS 35.68 N"
EXIF = b"\xff\xe1" + (len(PLACE) + 2).to_bytes(2, "big") + PLACE
COMMENT = b"\xff\xfe\x00\x09made by"
SCAN = b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0" + b"\x12\xff\x00\x34\xff\xd0\x56"


def code(data: bytes) -> str:
    """Why these bytes are refused."""
    with pytest.raises(Refused) as refused:
        pictures.check(data, "logo")
    assert refused.value.problems[0].field == "logo"
    return refused.value.problems[0].code


def test_picture_is_known_with_its_size() -> None:
    assert pictures.check(png(30, 20)) == ("image/png", 30, 20)
    assert pictures.check(jpeg(40, 24)) == ("image/jpeg", 40, 24)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png()[:-6], jpeg()[:-2], png(5000, 2), png(0, 2)],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert code(data) == "not_a_picture"


def test_altered_picture_is_refused() -> None:
    data = bytearray(png(30, 20))
    data[20] ^= 1
    assert code(bytes(data)) == "not_a_picture"


def test_too_large_picture_is_refused_by_its_bytes() -> None:
    assert code(png() + b"\0" * pictures.MOST_BYTES) == "too_large"


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        (png(3, 3, (b"eXIf", PLACE)), png(3, 3)),
        (png(3, 3, (b"tEXt", b"Author\0Somebody")), png(3, 3)),
        (png(3, 3) + b"more behind its end", png(3, 3)),
        (jpeg(8, 8, (0xE1, PLACE), (0xFE, b"made by")), jpeg(8, 8)),
        (jpeg(8, 8) + b"another one behind", jpeg(8, 8)),
        (jpeg(8, 8) + jpeg(9, 9, (0xE1, PLACE)), jpeg(8, 8)),
        (jpeg(8, 8)[:-2] + EXIF + COMMENT + SCAN + b"\xff\xd9", jpeg(8, 8)[:-2] + SCAN + b"\xff\xd9"),
    ],
)
def test_what_a_camera_wrote_beside_is_refused_and_can_be_left_out(told: bytes, plain: bytes) -> None:
    assert code(told) == "picture_tells_more"
    assert pictures.bare(told) == plain
    assert pictures.check(plain)


@pytest.mark.parametrize(
    "data",
    [
        png(5000, 2, (b"IHDR", png(3, 3)[16:29])),
        jpeg(8, 8, (0xC0, b"\x08\x00\x02\x13\x88\x01\x01\x11\x00")),
    ],
)
def test_picture_has_the_size_that_it_says_first(data: bytes) -> None:
    assert code(data) == "not_a_picture"


@pytest.mark.parametrize("mark", [b"\xff\xff", b"\xff\xd8", b"\xff\x01"])
def test_nothing_hides_behind_a_mark_without_a_length(mark: bytes) -> None:
    data = jpeg()
    assert code(data[:2] + mark + b"\x00\x10hidden in here" + data[2:]) == "not_a_picture"


def test_what_its_colours_need_stays() -> None:
    adobe = jpeg(8, 8, (0xEE, b"Adobe\0\x64\0\0\0\0\0"))
    assert pictures.bare(adobe) == adobe


@given(
    some.binary(max_size=200),
    some.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", png()[:40], jpeg()[:30]]),
)
def test_no_bytes_do_more_than_be_refused(tail: bytes, head: bytes) -> None:
    with contextlib.suppress(Refused):  # rule: that is the one thing that may happen
        picture = pictures.check(head + tail)
        assert picture.width * picture.height > 0


def test_what_is_no_picture_cannot_be_made_bare() -> None:
    with pytest.raises(Refused) as refused:
        pictures.bare(b"GIF89a", "logo")
    assert (refused.value.problems[0].code, refused.value.problems[0].field) == ("not_a_picture", "logo")


def test_picture_without_its_end_is_refused() -> None:
    without_data = png()[:33] + png()[-12:]
    assert code(without_data) == "not_a_picture"


def test_picture_is_named_by_its_bytes_where_its_kind_names_one() -> None:
    logo = pictures.name(png())
    assert len(logo) == 64
    assert pictures.named("company", {"logo": logo}) == logo
    assert pictures.named("company", {"logo": None}) == pictures.named("job", {"logo": logo}) == ""
