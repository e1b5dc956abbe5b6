"""The numbers beside an upright scale."""

from math import ceil, floor, log10

STEPS_WANTED = 5
LADDER = (1, 2, 5, 10)


def steps_to(most: int) -> tuple[int, ...]:
    """Return round numbers from 0 to at least ``most``, about five of them."""
    rough = max(most / STEPS_WANTED, 1)
    power = 10 ** floor(log10(rough))
    step = next(each * power for each in LADDER if each * power >= rough)
    return tuple(step * place for place in range(ceil(most / step) + 1))
