"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("summitry_web.frame.urls")),
    path("accounts/", include("summitry_web.accounts.urls")),
    path("e/<slug:event>/journal/", include("summitry_web.journal.urls")),
    path("e/<slug:event>/people/", include("summitry_web.people.urls")),
    path("", include("summitry_web.vault.urls")),
    path("", include("summitry_web.plans.urls")),
]
