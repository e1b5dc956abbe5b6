"""Addresses of reports."""

from django.urls import path

from summitry_web.intake.views import desk, phone

app_name = "intake"
urlpatterns = [
    path("e/<slug:event>/report/", phone.report, name="report"),
    path("e/<slug:event>/report/shell/", phone.shell, name="shell"),
    path("e/<slug:event>/report/worker.js", phone.worker, name="worker"),
    path("e/<slug:event>/report/manifest.webmanifest", phone.manifest, name="manifest"),
    path("e/<slug:event>/report/mine/", phone.own, name="own"),
    path("e/<slug:event>/report/<int:number>/answer/", phone.answer, name="answer"),
    path("e/<slug:event>/intake/", desk.desk, name="desk"),
    path("e/<slug:event>/intake/<int:number>/", desk.one, name="one"),
    path("e/<slug:event>/intake/<int:number>/name/", desk.read_name, name="name"),
    path("e/<slug:event>/intake/<int:number>/<slug:doing>/", desk.step, name="step"),
]
