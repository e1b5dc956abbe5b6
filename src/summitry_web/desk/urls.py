"""Addresses of the desk."""

from django.urls import path

from summitry_web.desk.views import findings, home, mending

app_name = "desk"
_EVENT = "e/<slug:event>/"
_FINDINGS = f"{_EVENT}findings/"
_ONE = f"{_FINDINGS}<str:identity>/"
urlpatterns = [
    path(_EVENT, home.home, name="home"),
    path(f"{_EVENT}print/", home.for_print, name="print"),
    path(f"{_EVENT}desk/", home.desk, name="desk"),
    path(_FINDINGS, findings.findings, name="findings"),
    path(f"{_FINDINGS}since/<int:revision>/", findings.since, name="since"),
    path(f"{_FINDINGS}above/<str:reference>/", findings.shielded, name="shielded"),
    path(f"{_FINDINGS}rules/<str:code>/", findings.rule, name="rule"),
    path(_ONE, findings.finding, name="finding"),
    path(f"{_ONE}assign/", mending.assign, name="assign"),
    path(f"{_ONE}comment/", mending.comment, name="comment"),
    path(f"{_ONE}accept/", mending.accept, name="accept"),
    path(f"{_ONE}agree/", mending.agree, name="agree"),
    path(f"{_ONE}withdraw/", mending.withdraw, name="withdraw"),
]
