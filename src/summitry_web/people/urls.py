"""Addresses of the register of persons; no record's id stands in one."""

from django.urls import path

from summitry_web.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("record/", views.record, name="record"),
    path("bulk/", views.bulk, name="bulk"),
    path("erase/", views.erase, name="erase"),
]
