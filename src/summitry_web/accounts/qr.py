"""The picture that an authenticator app scans."""

import base64

import pyotp
import zxingcpp

SCALE = 5


def picture_of(secret: str, email: str) -> str:
    """Return the QR code of the secret as the address of an image, which holds the image itself."""
    told = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Summitry")
    code = zxingcpp.create_barcode(told, zxingcpp.BarcodeFormat.QRCode)
    svg = zxingcpp.write_barcode_to_svg(code, scale=SCALE)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
