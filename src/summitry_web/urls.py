"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("summitry_web.frame.urls")),
    path("", include("summitry_web.accounts.urls")),
    path("e/<slug:event>/journal/", include("summitry_web.audit.urls")),
    path("e/<slug:event>/people/", include("summitry_web.people.urls")),
    path("", include("summitry_web.vault.urls")),
    path("", include("summitry_web.intake.urls")),
    path("", include("summitry_web.operations.urls")),
    path("", include("summitry_web.register.urls")),
    path("", include("summitry_web.api.urls")),
    path("", include("summitry_web.baselines.urls")),
    path("", include("summitry_web.plans.urls")),
    path("", include("summitry_web.desk.urls")),
    path("e/<slug:event>/tasks/", include("summitry_web.tasks.urls")),
    path("", include("summitry_web.maps.urls")),
]

handler400 = "summitry_web.frame.errors.malformed"
handler403 = "summitry_web.frame.errors.forbidden"
handler404 = "summitry_web.frame.errors.not_found"
handler500 = "summitry_web.frame.errors.broken"
