"""Photos of workplaces: drawn anew, and never more than a picture."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Photo
from statenshus.workplaces.queries import pictures
from statenshus.workplaces.queries.pictures import SIDE, drawn_anew
from statenshus.workplaces.usecases.photos import remove_photo, set_photo
from tests.workplaces.acting import refused, told

WHERE = 0x8825  # where GPS is in Exif
TURNED = 0x0112


def picture(size=(40, 30), ending="JPEG", mode="RGB", exif=None):
    kept = BytesIO()
    Image.new(mode, size).save(kept, ending, **({"exif": exif} if exif else {}))
    return kept.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("ending", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")],
)
def test_each_kind_of_picture_is_drawn_anew(ending, mode):
    made = drawn_anew(picture(ending=ending, mode=mode))

    assert (opened(made.content).format, made.width, made.height) == ("WEBP", 40, 30)


def test_where_it_was_taken_is_left_out_and_it_stands_upright():
    exif = Image.Exif()
    exif[TURNED] = 6
    exif.get_ifd(WHERE)[1] = "N"
    sent = picture(exif=exif)
    assert opened(sent).getexif().get_ifd(WHERE)
    made = drawn_anew(sent)

    assert (made.width, made.height) == (30, 40) and not opened(made.content).getexif()


def test_a_large_one_becomes_of_a_size_for_a_page():
    made = drawn_anew(picture((4000, 1000)))

    assert (made.width, made.height) == (SIDE, SIDE // 4)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "picture"),
        (b"GIF89a" + b"\0" * 40, "picture"),
        (picture()[:200], "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "picture"),
        (b"\0" * (pictures.LARGEST + 1), "too_large"),
    ],
    ids=["empty", "svg", "gif", "cut off", "nonsense", "large"],
)
def test_what_is_no_picture_is_refused(sent, code):
    assert refused(drawn_anew, sent) == code


@pytest.mark.parametrize("side", [9000, 10_000, 14_000])
def test_a_small_file_cannot_become_a_huge_picture(side, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    bomb = picture((side, side), "PNG", "1")
    monkeypatch.undo()
    assert len(bomb) < 40_000
    monkeypatch.setattr(Image.Image, "convert", None)  # it would unpack it

    assert refused(drawn_anew, bomb) == "huge"


def test_it_is_set_replaced_and_removed(filled, places):
    by = filled.actor("manager")
    set_photo(places["desk-1"], content=picture(), alt="En pult", by=by)
    photo = set_photo(places["desk-1"], content=picture((10, 10)), alt=" En annen pult ", by=by)
    assert (Photo.objects.count(), photo.alt, photo.width) == (1, "En annen pult", 10)
    assert refused(set_photo, places["desk-1"], content=picture(), alt=" ", by=by) == "alt"
    with pytest.raises(NotAllowed):
        set_photo(places["desk-1"], content=picture(), alt="x", by=filled.actor("deputy"))
    with pytest.raises(NotAllowed):
        remove_photo(photo, by=filled.actor("deputy"))
    remove_photo(photo, by=by)
    assert not Photo.objects.exists() and len(told(filled, "set_photo")) == 2


def test_the_pages(filled, places, enter):
    host, path = enter(filled, "manager"), "workplaces/places/desk-1/"
    assert host.get(f"{path}photo/").status_code == 404
    sent = {"file": SimpleUploadedFile("pult.jpg", picture()), "alt": 'En "pult"'}
    assert host.post(f"{path}set_photo/", sent).status_code == 303
    page = enter(filled, "member").get(path).content.decode()
    assert (
        'alt="En &quot;pult&quot;"' in page
        and "Fjern bildet" not in page
        and "Fjern bildet" in host.get(path).content.decode()
    )
    shown = enter(filled, "member").get(f"{path}photo/")
    assert (shown["Content-Type"], opened(shown.content).format) == ("image/webp", "WEBP")
    assert enter(filled, "member").get(f"{path}photo/", headers={"If-None-Match": shown["ETag"]}).status_code == 304
    bad = host.post(f"{path}set_photo/", {"file": SimpleUploadedFile("pult.jpg", b"nei"), "alt": "x"})
    assert "Det er ikke et bilde som kan leses" in bad.content.decode()
    host.post(f"{path}remove_photo/")
    assert host.get(f"{path}photo/").status_code == 404
