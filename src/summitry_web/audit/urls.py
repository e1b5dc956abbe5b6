"""Addresses of the journal."""

from django.urls import path

from summitry_web.audit import views

app_name = "journal"
urlpatterns = [
    path("", views.entries, name="list"),
    path("<int:number>/", views.entry, name="entry"),
    path("verify/", views.verify, name="verify"),
    path("evidence/", views.evidence, name="evidence"),
]
