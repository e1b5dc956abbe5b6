"""Addresses of the command post."""

from django.urls import path

from summitry_web.operations.views import (
    assurance,
    board,
    decisions,
    declarations,
    desk,
    incidents,
    orders,
    post,
)

app_name = "operations"
urlpatterns = [
    path("e/<slug:event>/desk-of-the-day/", desk.desk, name="desk"),
    path("e/<slug:event>/command-post/", post.post, name="post"),
    # Board, orders, decisions and live assurance.
    path("e/<slug:event>/board/", board.board, name="board"),
    path("e/<slug:event>/replay/", board.replay, name="replay"),
    path("e/<slug:event>/incidents/", incidents.incidents, name="incidents"),
    path("e/<slug:event>/incidents/<slug:entry>/", incidents.incident, name="incident"),
    path("e/<slug:event>/orders/", orders.orders, name="orders"),
    path("e/<slug:event>/orders/<slug:entry>/", orders.order, name="order"),
    path("e/<slug:event>/decisions/", decisions.decisions, name="decisions"),
    path("e/<slug:event>/decisions/<slug:entry>/", decisions.decision, name="decision"),
    path("e/<slug:event>/declared/", declarations.declarations, name="declarations"),
    path("e/<slug:event>/uncovered/", assurance.assurance, name="assurance"),
    path("e/<slug:event>/uncovered/<slug:identity>/", assurance.gap, name="gap"),
]
