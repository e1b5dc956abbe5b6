"""Addresses of the command post."""

from django.urls import path

from summitry_web.operations.views import (
    assurance,
    board,
    decisions,
    declarations,
    desk,
    evidence,
    field,
    handover,
    inbox,
    incidents,
    orders,
    papers,
    post,
    sitreps,
)

app_name = "operations"
urlpatterns = [
    path("e/<slug:event>/desk-of-the-day/", desk.desk, name="desk"),
    path("e/<slug:event>/desk-of-the-day/guess/", desk.guess, name="guess"),
    path("e/<slug:event>/desk-of-the-day/entry/<slug:entry_id>/", desk.entry, name="entry"),
    path("e/<slug:event>/desk-of-the-day/inbox/", inbox.inbox, name="inbox"),
    path("e/<slug:event>/desk-of-the-day/owed/", inbox.owed_here, name="owed"),
    path("e/<slug:event>/desk-of-the-day/owed/count/", inbox.owed_count, name="owed-count"),
    path("e/<slug:event>/field/", field.card, name="field"),
    path("e/<slug:event>/field/shell/", field.shell, name="field-shell"),
    path("e/<slug:event>/field/worker.js", field.worker, name="field-worker"),
    path("e/<slug:event>/command-post/", post.post, name="post"),
    path("e/<slug:event>/command-post/others/", post.peer, name="peer"),
    path("e/<slug:event>/command-post/parcel/", post.stick, name="stick"),
    path("e/<slug:event>/command-post/parcel/in/", post.taken, name="taken"),
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
    path("e/<slug:event>/declared/<slug:entry>/", declarations.declaration, name="declaration"),
    path("e/<slug:event>/uncovered/", assurance.assurance, name="assurance"),
    path("e/<slug:event>/uncovered/<slug:identity>/", assurance.gap, name="gap"),
    # Papers of the day.
    path("e/<slug:event>/papers/", papers.papers, name="papers"),
    path("e/<slug:event>/papers/evidence/", evidence.evidence, name="evidence"),
    path("e/<slug:event>/papers/print/<slug:kind>/", papers.paper, name="paper"),
    path("e/<slug:event>/papers/handover/", handover.handover, name="handover"),
    path("e/<slug:event>/papers/sitreps/", sitreps.sitreps, name="sitreps"),
    path("e/<slug:event>/papers/sitreps/draft/", sitreps.draft, name="sitrep-draft"),
    path("e/<slug:event>/papers/sitreps/<slug:entry>/", sitreps.sitrep, name="sitrep"),
    path(
        "e/<slug:event>/papers/sitreps/<slug:entry>/paper/",
        sitreps.sitrep_paper,
        name="sitrep-paper",
    ),
]
