from summitry.kit.errors import SummitryError


def test_refusal_is_a_code_and_facts() -> None:
    refusal = SummitryError("post.headcount_min", post="P-1", got=0)

    assert (refusal.code, refusal.facts) == ("post.headcount_min", {"post": "P-1", "got": 0})
    assert str(refusal) == "post.headcount_min(post='P-1', got=0)"
