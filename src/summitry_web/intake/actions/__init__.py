"""What is done with reports; every step is added to the report's own history and journaled."""

from summitry_web.intake.actions.names import DAYS_MAX, confirm_name, delete_name, read_name, sweep
from summitry_web.intake.actions.reports import Named, Photo, Said, answer, send
from summitry_web.intake.actions.retention import expire
from summitry_web.intake.actions.triage import act, ask, close, grade, link, pass_to, take

__all__ = [
    "DAYS_MAX", "Named", "Photo", "Said", "act", "answer", "ask", "close", "confirm_name",
    "delete_name", "expire", "grade", "link", "pass_to", "read_name", "send",
    "sweep", "take",
]  # fmt: skip
