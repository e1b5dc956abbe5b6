"""Findings as sentences."""

from msgspec.structs import replace

from summitry.kit.errors import Text


def test_finding_is_told_whole(assessment, briefing):
    told = briefing.teller.tell(assessment.findings[1])

    assert {name: getattr(told, name) for name in told.__struct_fields__ if name != "finding"} == {
        "title": "Title of T-02",
        "sentence": "1 of 2: A and B, since Fri, 10 May 2030, 07:00 GMT+07:00.",
        "why": "Why of T-02",
        "remedy": "Remedy of T-02",
        "source": "Source of T-02",
        "place": "Posts · GATE-1",
        "name": "North gate",
        "when": "Fri, 10 May 2030, 07:00\N{EN DASH}13:00 GMT+07:00",
        "facts": (
            ("have", "1"),
            ("need", "2"),
            ("since", "Fri, 10 May 2030, 07:00 GMT+07:00"),
            ("who", "A and B"),
        ),
        "severity": "high",
        "status": "wrong",
        "field": "Venues",
        "units": "Guard Invented summit",
    }


def test_ids_in_arabic_sentences_are_isolated(assessment, briefing_for):
    told = briefing_for(assessment, "ar").teller.tell(assessment.findings[0])

    assert told.sentence == "\u2068POS-1\u2069 looks down from 312.46 m."


def test_start_and_end_of_a_finding_are_placeholders(assessment, briefing):
    finding = assessment.findings[1]
    rules = briefing.teller.rules
    cases = {finding.case: Text("From {start} to {end}.")}
    rules[finding.code] = replace(rules[finding.code], cases=cases)

    assert briefing.teller.tell(finding).sentence == (
        "From Fri, 10 May 2030, 07:00 GMT+07:00 to Fri, 10 May 2030, 13:00 GMT+07:00."
    )
    open_end = replace(finding, end=None)
    assert briefing.teller.tell(open_end).sentence.endswith("to {end}.")


def test_placeholder_without_a_fact_shows_its_name(assessment, briefing):
    bare = replace(assessment.findings[0], facts={})

    assert briefing.teller.tell(bare).sentence == "{position} looks down from {metres} m."


def test_row_that_is_gone_has_no_name(briefing):
    assert briefing.teller.name_of("posts", "GONE") == ""
