"""Makers for the tests of the frame."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.test import RequestFactory

from summitry.report.formats import Formats
from summitry.report.language import language
from summitry_web.frame.style import SampleActor, SampleEvent, SampleHere


def venue(code: str = "en") -> Formats:
    return Formats(language(code), ZoneInfo("Asia/Ho_Chi_Minh"))


def sample_here(kind: str = "live", code: str = "en") -> SampleHere:
    return SampleHere(event=SampleEvent(kind=kind), actor=SampleActor(), formats=venue(code))


def asked(address: str = "/", code: str = "en") -> HttpRequest:
    request = RequestFactory().get(address)
    request.reader = language(code)
    return request
