"""Makes pictures anew: upright, without what the camera wrote about place and person."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from summitry.kit.errors import SummitryError
from summitry_web.vault.parse.kinds import MB, Kind

PIXELS_MAX = 25_000_000
OUT_BYTES_MAX = 40 * MB
QUALITY = 88
_FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.WEBP: "WEBP"}


def made_anew(data: bytes, kind: Kind) -> bytes:
    """Return the picture re-encoded: its first frame, upright, no EXIF, no appended bytes.

    The size is read from the header and judged before anything is decoded.
    """
    name = _FORMATS[kind]
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the limit here is lower, and is a refusal.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=(name,))
            _judge(*picture.size)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
        out = BytesIO()
        _plain(upright, kind).save(out, name, **_options(kind))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise SummitryError("vault.damaged_file") from problem
    except Image.DecompressionBombError as problem:
        raise SummitryError(
            "vault.pixels", megapixels="178+", megapixels_max=PIXELS_MAX // 1_000_000
        ) from problem
    if out.tell() > OUT_BYTES_MAX:
        raise SummitryError("vault.image_too_heavy")
    return out.getvalue()


def _judge(width: int, height: int) -> None:
    if width * height > PIXELS_MAX:
        raise SummitryError(
            "vault.pixels",
            megapixels=str(round(width * height / 1_000_000)),
            megapixels_max=PIXELS_MAX // 1_000_000,
        )


def _plain(picture: Image.Image, kind: Kind) -> Image.Image:
    has_alpha = kind is not Kind.JPEG and (
        picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    )
    made = picture.convert("RGBA" if has_alpha else "RGB")
    made.info = {}
    return made


def _options(kind: Kind) -> dict[str, int | bool]:
    if kind is Kind.PNG:
        return {"compress_level": 6}
    return {"quality": QUALITY, "method": 2} if kind is Kind.WEBP else {"quality": QUALITY}
