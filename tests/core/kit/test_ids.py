import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.ids import ID_LENGTH_MAX, is_id, require_id


@pytest.mark.parametrize("text", ["a", "7", "P-12", "đội-1", "门1", "a.b:c/d+e_f", "a" * 64])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "_a", "-a", "a b", "a|b", "a;b", "a\n", " a", "a" * 65])
def test_not_ids(text: str) -> None:
    assert not is_id(text)


def test_longest_id_has_the_stated_length() -> None:
    assert is_id("x" * ID_LENGTH_MAX)
    assert not is_id("x" * (ID_LENGTH_MAX + 1))


def test_malformed_id_is_refused_with_its_column() -> None:
    require_id("ok", column="post_id")

    with pytest.raises(SummitryError) as caught:
        require_id("not ok", column="post_id")

    assert caught.value.code == "id.malformed"
    assert caught.value.facts == {"column": "post_id", "got": "not ok"}
