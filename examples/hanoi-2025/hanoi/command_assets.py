"""The example: systems and plants, their stand-ins, and what hangs on each; all invented."""

from hanoi.book import Book, at, minutes
from hanoi.organisation import deputy
from summitry.kit.ids import AssetId, ContingencyId, PostId, SiteId, UnitId
from summitry.plan.attestation import AttestationKind
from summitry.plan.readiness import Asset, AssetDemand, AssetKind
from summitry.plan.terms import Field

_F = Field
_K = AssetKind
TRIED_AT = at("20T20:00")
ASSETS: dict[str, tuple[str, AssetKind, Field, str | None, str | None, str, str]] = {
    "AS-GRID": (
        "Power of the hall", _K.POWER, _F.VENUES, "HALL", "AS-DIESEL", "KG-POWER", "POWER"
    ),
    "AS-DIESEL": (
        "Generators of the hall", _K.POWER, _F.VENUES, "HALL", None, "KG-POWER", "HALLOPS"
    ),
    "AS-GRID-PALACE": (
        "Power of the house", _K.POWER, _F.VENUES, "PALACE", "AS-DIESEL-PALACE", "KG-POWER",
        "POWER",
    ),
    "AS-DIESEL-PALACE": (
        "Generator of the house", _K.POWER, _F.VENUES, "PALACE", None, "KG-POWER", "POWER"
    ),
    "AS-NETWORK": (
        "Network of the hall", _K.NETWORK, _F.CYBERSPACE, "HALL", "AS-NETWORK-2", "KG-CYBER",
        "TELCO",
    ),
    "AS-NETWORK-2": (
        "Mobile network on loan", _K.NETWORK, _F.CYBERSPACE, "BASE-1", None, "KG-CYBER", "TELCO"
    ),
    "AS-RADIO": (
        "Radio system", _K.RADIO, _F.COMMAND, "COMMAND", "AS-RADIO-2", "KG-RADIO", "SIGPOL"
    ),
    "AS-RADIO-2": (
        "Radio vehicle", _K.RADIO, _F.COMMAND, "BASE-1", None, "KG-RADIO", "SIGPOL"
    ),
    "AS-WEB": (
        "Web site of the event", _K.WEB_SITE, _F.CYBERSPACE, "COMMAND", "AS-WEB-2", "KG-CYBER",
        "CYBER",
    ),
    "AS-WEB-2": (
        "Static copy of the web site", _K.WEB_SITE, _F.CYBERSPACE, "PRESS", None, "KG-CYBER",
        "CYBER",
    ),
    "AS-REGISTER": (
        "Registration", _K.REGISTRATION, _F.CYBERSPACE, "COMMAND", "AS-REGISTER-2", "KG-CYBER",
        "ADMPOL",
    ),
    "AS-REGISTER-2": (
        "Printed register", _K.REGISTRATION, _F.CYBERSPACE, "HALL", None, "KG-CYBER", "ADMPOL"
    ),
    "AS-STREAM": (
        "Live stream", _K.LIVE_STREAM, _F.CYBERSPACE, "HALL", "AS-STREAM-2", "KG-CYBER", "BROAD"
    ),
    "AS-STREAM-2": (
        "Second encoder", _K.LIVE_STREAM, _F.CYBERSPACE, "PRESS", None, "KG-CYBER", "BROAD"
    ),
    "AS-BADGES": (
        "Badge readers of the hall", _K.ACCESS_CONTROL, _F.ACCREDITATION, "HALL", "AS-LISTS",
        "KG-CROWD", "ADMPOL",
    ),
    "AS-LISTS": (
        "Sealed lists at the gates", _K.OTHER, _F.ACCREDITATION, "HALL", None, "KG-CROWD", "ADMPOL"
    ),
    "AS-CAMERAS": (
        "Cameras of the ring", _K.CAMERA, _F.VENUES, "HALL", "AS-PATROLS", "KG-POWER", "GUARD"
    ),
    "AS-PATROLS": ("Foot patrols", _K.OTHER, _F.VENUES, "HALL", None, "KG-POWER", "GUARD"),
    "AS-BOOTHS": (
        "Booths and receivers", _K.INTERPRETATION, _F.PROGRAMME, "HALL", "AS-BOOTHS-2", "KG-POWER",
        "INTERP",
    ),
    "AS-BOOTHS-2": (
        "Spare console and receivers", _K.INTERPRETATION, _F.PROGRAMME, "HALL", None, "KG-POWER",
        "INTERP",
    ),
}  # fmt: skip
DEMANDS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("AS-BADGES", "gates", "G-01", "Badges by eye against the sealed list", ("GR-01",)),
    ("AS-BADGES", "gates", "G-02", "Badges by eye against the sealed list", ("GR-02",)),
    ("AS-BADGES", "gates", "G-03", "Badges by eye against the sealed list", ("GR-03",)),
    ("AS-BADGES", "gates", "G-07", "Badges by eye against the sealed list", ("GR-07",)),
    ("AS-REGISTER", "gates", "G-01", "Late names by telephone from the desk", ("PC-01", "PC-02")),
    ("AS-CAMERAS", "positions", "V-HALL-51", "A patrol every ten minutes", ("PM-01", "PM-02")),
    ("AS-CAMERAS", "positions", "V-HALL-52", "A patrol every ten minutes", ("PM-03", "PM-04")),
    ("AS-CAMERAS", "zones", "Z-OUTER", "Foot patrols along the ring", ("PM-05", "PM-06")),
    ("AS-GRID", "rooms", "R-PLENARY", "Light from batteries; people stay seated", ("VH-01",)),
    ("AS-GRID", "assets", "AS-NETWORK", "Batteries for two hours", ()),
    ("AS-GRID", "assets", "AS-CAMERAS", "Batteries for one hour", ()),
    ("AS-GRID", "assets", "AS-BOOTHS", "Consecutive interpretation from the floor", ()),
    ("AS-NETWORK", "assets", "AS-BADGES", "Readers decide from their own list", ()),
    ("AS-NETWORK", "assets", "AS-STREAM", "The second encoder has its own line", ()),
    ("AS-RADIO", "nets", "N-VIP", "Direct mode on the same channel", ("CM-02",)),
    ("AS-RADIO", "nets", "N-COMMAND", "Telephones and runners", ("CM-03",)),
    ("AS-STREAM", "programme", "I-SIGN-1", "Clean picture to the pool by wire", ("PR-01",)),
    ("AS-WEB", "programme", "I-PRESS", "Paper notices and announcements", ("PR-02",)),
    ("AS-BOOTHS", "programme", "I-OPENING", "Consecutive interpretation", ("PC-03",)),
    ("AS-GRID-PALACE", "programme", "I-BANQUET", "Candles; guests stay seated", ("PL-01",)),
)


def add_assets(book: Book) -> None:
    """Add assets that were tried, and what hangs on each."""
    for place, (key, cells) in enumerate(ASSETS.items()):
        name, kind, field, site, backup, playbook, unit = cells
        row = Asset(
            asset_id=AssetId(key),
            name=name,
            kind=kind,
            field=field,
            critical=backup is not None,
            site_id=None if site is None else SiteId(site),
            backup_asset_id=None if backup is None else AssetId(backup),
            playbook_id=ContingencyId(playbook),
            owner_unit_id=UnitId(unit),
        )
        book.put(row)
        book.say(row, AttestationKind.VERIFIED, deputy(unit), TRIED_AT + minutes(10 * place))
    for asset, table, subject, fallback, posts in DEMANDS:
        book.put(
            AssetDemand(
                asset_id=AssetId(asset),
                subject_table=table,
                subject_key=subject,
                fallback=fallback,
                fallback_post_ids=tuple(PostId(post) for post in posts),
            )
        )
