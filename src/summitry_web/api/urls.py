"""Addresses of tokens, calendars, mail, and of the API itself."""

from django.urls import include, path

from summitry_web.api.rest.site import PREFIX, patterns
from summitry_web.api.views import calendars, digests, reference, tokens

app_name = "api"
urlpatterns = [
    path("e/<slug:event>/tokens/", tokens.tokens, name="tokens"),
    path("e/<slug:event>/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke"),
    path("e/<slug:event>/calendar/<str:code>/", calendars.behind, name="behind"),
    path("calendar/", calendars.own, name="calendar"),
    path("calendar/revoke/", calendars.revoke, name="revoke-calendar"),
    path("calendar/<str:secret>.ics", calendars.feed, name="feed"),
    path("digests/", digests.own, name="digests"),
    path("digests/end/<str:code>/", digests.end, name="end-digests"),
    path(PREFIX, reference.reference, name="reference"),
    path(PREFIX, include((patterns(), "rest"))),
]
