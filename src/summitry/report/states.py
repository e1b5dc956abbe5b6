"""How a State is called in the reader's language: as protocol writes it, else as CLDR does."""

from collections.abc import Mapping

from summitry.plan.snapshot import Snapshot
from summitry.plan.treaty import State
from summitry.policy.state_names import ENGLISH, code_of
from summitry.report.language import SOURCE, language
from summitry.report.state_names import PROTOCOL


def protocol_name(code: str, reader: str) -> str:
    """Return the name of a State by its ISO code in that language; empty for an unknown code."""
    if code not in ENGLISH:
        return ""
    if reader == SOURCE:
        return ENGLISH[code]
    own = PROTOCOL[reader].get(code)
    return own or str(language(reader).locale.territories.get(code, ENGLISH[code]))


def english_protocol_name(name: str) -> str:
    """Return the English protocol name of a State that is known by a common name, or the name."""
    return ENGLISH.get(code_of(name), name)


def states_of_delegations(snapshot: Snapshot) -> Mapping[str, State]:
    """Return the State or organisation that each delegation stands for, where the plan says it."""
    return {
        state.delegation_id: state
        for state in snapshot.rows(State).values()
        if state.delegation_id is not None
    }
