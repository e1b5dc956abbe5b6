from summitry.kit.streams import stream


def draws(seed: int, *names: str) -> list[int]:
    return stream(seed, *names).integers(0, 1 << 32, 4).tolist()


def test_same_seed_and_names_draw_the_same() -> None:
    assert draws(7, "roster", "night") == draws(7, "roster", "night")


def test_another_seed_or_name_draws_otherwise() -> None:
    drawn = [draws(7, "a"), draws(8, "a"), draws(7, "b"), draws(7, "a", "b"), draws(7, "ab")]

    assert len({tuple(each) for each in drawn}) == len(drawn)
