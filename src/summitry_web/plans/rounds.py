"""What is done again and again to plans."""

from datetime import timedelta

from summitry.kit.time import SystemClock
from summitry_web.plans.models import Brought

BROUGHT_LIFE = timedelta(days=7)
"""How long a workbook that nobody took in is kept."""


def drop_brought() -> None:
    """Delete the workbooks that have waited longer than that; drafts are never deleted."""
    Brought.objects.filter(at__lte=SystemClock().now() - BROUGHT_LIFE).delete()
