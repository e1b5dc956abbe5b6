"""Bodies without words of their own, as sentences."""

from summitry.operations.bodies import Delay, Thing
from summitry.report.language import language
from summitry_web.operations.terms import sentence_of

ITEM = Thing("programme", "I-1")


def told(body):
    sentence, facts = sentence_of(body)
    return language("en").form(sentence, facts).format(**facts)


def test_a_delay_below_zero_is_early():
    assert [told(Delay(thing=ITEM, minutes=minutes)) for minutes in (1, 20, -10)] == [
        "programme/I-1 is late by 1 minute.",
        "programme/I-1 is late by 20 min.",
        "programme/I-1 is early by 10 min.",
    ]
