"""What is done again and again to what accounts leave behind."""

from summitry.kit.time import SystemClock
from summitry_web.accounts.actions.sending import forget_old


def forget_sent() -> None:
    """Delete the notes of forms that nobody will send again."""
    forget_old(SystemClock().now())
