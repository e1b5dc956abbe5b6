"""A model of whole numbers, collected first and handed over at once."""

from math import inf

from summitry.kit.streams import stream
from summitry.roster.replan.matrix import Matrix


def never():
    return False


def always():
    return True


def chosen(is_late=never):
    """Return a model of three things, of which two must be taken, and the first two exclude."""
    matrix = Matrix(1, is_late)
    takes = [matrix.whole() for _ in range(3)]
    missing = matrix.column(2.0)
    matrix.row(2.0, inf, {**dict.fromkeys(takes, 1.0), missing: 1.0})
    matrix.row(0.0, 1.0, {takes[0]: 1.0, takes[1]: 1.0})
    matrix.hand_over()
    return matrix, takes, missing


def test_the_least_cost_is_found_and_proved():
    matrix, takes, missing = chosen()

    answer = matrix.least({takes[0]: 3.0, takes[1]: 2.0, takes[2]: 4.0, missing: 9.0}, 5.0)

    assert (answer.least, answer.is_proved) == (6.0, True)
    assert [round(answer.values[each]) for each in takes] == [0, 1, 1]


def test_one_question_after_the_other_keeps_what_was_reached():
    matrix, takes, missing = chosen()
    first = matrix.least({missing: 1.0}, 5.0)
    matrix.keep_below(first.least + 0.5, {missing: 1.0})

    second = matrix.least({takes[0]: -1.0}, 5.0)

    assert (first.least, second.least) == (0.0, -1.0)
    assert [round(second.values[each]) for each in (*takes, missing)] == [1, 0, 1, 0]


def test_what_is_fixed_is_so_in_every_answer():
    matrix, takes, missing = chosen()
    matrix.fix(takes[2], 0.0)

    assert matrix.least({missing: 1.0}, 5.0).least == 1.0


def test_a_question_that_is_interrupted_claims_no_proof_of_its_own():
    matrix, takes, missing = chosen(always)

    answer = matrix.least({takes[0]: 3.0, takes[1]: 2.0, missing: 9.0}, 5.0)

    # Presolve may answer so small a question before anybody asks whether it is late.
    assert answer is None or answer.least >= 2.0


def test_with_no_time_left_what_is_known_is_the_answer_without_a_proof():
    matrix, takes, missing = chosen()
    known = matrix.least({missing: 1.0}, 5.0)

    answer = matrix.least({missing: 1.0, takes[2]: 2.0}, 0.0)

    assert list(answer.values) == list(known.values)
    assert (answer.least, answer.is_proved) == (2.0 * round(known.values[takes[2]]), False)


def test_a_question_that_its_limit_ended_does_not_keep_the_next_from_being_asked():
    chance = stream(1, "matrix")
    matrix = Matrix(1, never)
    takes = [matrix.whole() for _ in range(40)]
    apart = matrix.whole()
    above, below = ([matrix.column(1e6) for _ in range(5)] for _ in range(2))
    for more, less in zip(above, below, strict=True):
        weights = chance.integers(0, 100, len(takes))
        row = dict(zip(takes, map(float, weights), strict=True)) | {more: 1.0, less: -1.0}
        matrix.row(weights.sum() // 2, weights.sum() // 2, row)
    matrix.hand_over()

    first = matrix.least(dict.fromkeys((*above, *below), 1.0), 0.5)
    was = round(first.values[apart])
    second = matrix.least({apart: 1.0 if was else -1.0}, 0.2)

    assert not first.is_proved
    assert round(second.values[apart]) == 1 - was


def test_it_begins_from_what_keeps_the_rows_and_from_nothing_else():
    matrix, takes, _ = chosen(always)

    assert not matrix.begin([1.0, 1.0, 0.0, 0.0])
    assert matrix.begin([1.0, 0.0, 1.0, 0.0])
    assert list(matrix.least({takes[0]: 1.0}, 0.0).values) == [1.0, 0.0, 1.0, 0.0]


def test_what_costs_nothing_is_proved_without_a_question():
    matrix, _, missing = chosen(always)
    matrix.begin([1.0, 0.0, 1.0, 0.0])

    answer = matrix.least({missing: 15.0}, 0.0)

    assert (answer.least, answer.is_proved) == (0.0, True)
