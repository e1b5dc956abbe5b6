"""Open duties given to whoever is free first: not the best, but there at once."""

from summitry.roster.replan.cover import held
from summitry.roster.replan.fits import Stint, fits
from summitry.roster.replan.neighbours import Around
from summitry.roster.replan.problem import Job, Roster


def first_free(roster: Roster, around: Around) -> dict[int, int]:
    """Return who takes which job, by place: the gravest first, and nobody leaves another duty."""
    given: dict[int, list[Stint]] = {}
    taken: dict[int, int] = {}
    places = [n for n, job in enumerate(around.jobs) if job.is_forced and n not in around.offers]
    for place in sorted(places, key=lambda n: (roster.posts[around.jobs[n].post].level, n)):
        job = around.jobs[place]
        stint = Stint(job.start, job.end, job.post)
        for person in sorted(around.able[place], key=lambda who: _distance(roster, job, who)):
            own = [*around.kept[person], *given.get(person, ())]
            if fits(stint, own, roster.posts, roster.rules):
                given.setdefault(person, []).append(stint)
                taken[place] = person
                break
    return taken


def _distance(roster: Roster, job: Job, who: int) -> tuple[bool, bool, int]:
    person = roster.persons[who]
    return not job.wants <= held(person.skills, job.end), person.unit_id != job.unit_id, who
