import numpy as np

from summitry.kit.streams import stream
from summitry.move.routes import compiled
from summitry.move.routes.eject import squeeze
from summitry.move.routes.ruin import improve
from summitry.move.routes.solve import Params, solve
from summitry.move.routes.stop import Turns
from tests.core.move.routes.test_solve import many


def test_nothing_is_compiled_any_more_after_set_up():
    compiled.warm()
    before = [set(each.signatures) for each in (improve, squeeze)]
    asked = many(paired=True)
    whole = type(asked)(
        **{name: getattr(asked, name) for name in asked.__struct_fields__}
        | {"demand": asked.demand.astype(np.int64), "distance": asked.distance.astype(np.int64)}
    )

    for each in (asked, many(paired=False), whole):
        solve(each, Params(), Turns(40), stream(1, "compiled"))

    assert [set(each.signatures) for each in (improve, squeeze)] == before
    assert all(before)
