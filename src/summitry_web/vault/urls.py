"""Addresses of files."""

from django.urls import path

from summitry_web.vault import pages

app_name = "vault"
urlpatterns = [path("e/<slug:event>/files/<int:number>/", pages.download, name="download")]
