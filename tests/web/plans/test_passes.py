from tests.web.plans.test_hostile import *
from tests.web.plans import hostile


def test_p(place, monkeypatch):
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    client, event, book = place
    corpus = hostile.refused(book)
    gc.collect()
    b = resident_kb("VmRSS")
    out = []
    for i in range(3):
        for n, (c, w) in corpus.items():
            sent(client, n, c)
        gc.collect()
        out.append(resident_kb("VmRSS") - b)
    print("PASSES", out)
