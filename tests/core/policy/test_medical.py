import pytest

from summitry.policy.limits import Limits
from summitry.policy.medical import medical_staff_min


@pytest.mark.parametrize(
    ("persons", "staff"),
    [
        (0, 0),
        (499, 0),
        (500, 2),
        (1_000, 2),
        (1_001, 3),
        (3_000, 6),
        (9_000, 6),
        (10_000, 6),
        (10_001, 7),
        (14_500, 11),
    ],
)
def test_staff_grow_with_the_crowd(persons, staff):
    assert medical_staff_min(persons, Limits()) == staff


def test_limits_are_taken_from_the_event():
    limits = Limits(medical_crowd_persons_min=0, medical_staff_min=3)

    assert medical_staff_min(1, limits) == 3
