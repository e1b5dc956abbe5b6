"""A phone without a connection: reports wait in their order, arrive once, and nobody's are lost."""

import pytest

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.intake.models import Report
from tests.web.made import a_grant, a_planned_event, an_account

PHONE = 390


@pytest.fixture
def phone(page_for):
    event = a_planned_event()[0]
    account = an_account()
    a_grant(account, event, Role.REPORTER, "U-9", Marking.AMBER)
    page = page_for(account, width=PHONE)
    page.goto("/e/summit/report/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def report(page, act, place):
    page.select_option("#field-act", act)
    page.fill("#field-place", place)
    page.click("#report button.primary")


def test_reports_wait_without_a_connection_and_arrive_once_in_their_order(phone, expected_faults):
    expected_faults += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch", "Failed to load"]
    phone.context.set_offline(True)
    phone.reload()
    report(phone, "drone", "First gate")
    phone.wait_for_selector("text=1 message waits to be sent.")
    report(phone, "damage", "Second gate")
    phone.wait_for_selector("text=Messages that wait to be sent: 2.")
    before = Report.objects.count()
    phone.reload()
    phone.wait_for_selector("text=Messages that wait to be sent: 2.")

    phone.context.set_offline(False)
    phone.wait_for_selector("text=All reports are sent.")
    phone.reload()

    told = list(Report.objects.order_by("number").values_list("number", "act", "place"))
    assert before == 0
    assert told == [(1, "drone", "First gate"), (2, "damage", "Second gate")]


def test_reports_stay_while_nobody_is_signed_in(phone, expected_faults):
    expected_faults += ["ERR_", "Failed to"]
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    report(phone, "drone", "First gate")
    phone.wait_for_selector("text=You are signed out.")
    before = Report.objects.count()

    phone.context.add_cookies(cookies)
    phone.goto("/e/summit/report/")
    phone.wait_for_selector("text=All reports are sent.")

    assert (before, Report.objects.count()) == (0, 1)
