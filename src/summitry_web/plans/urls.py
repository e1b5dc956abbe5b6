"""Addresses of events and their plans."""

from django.urls import path

from summitry_web.plans.views import events, grid, proposals, recipients, tables, workbooks

app_name = "plans"
_ROWS = "e/<slug:event>/rows/<str:table>/"
urlpatterns = [
    path("", events.events, name="events"),
    path("new/", events.new_event, name="new-event"),
    path("e/<slug:event>/rows/", tables.tables, name="tables"),
    path(_ROWS, tables.table_page, name="table"),
    path(f"{_ROWS}new/", tables.new_row, name="new-row"),
    path(f"{_ROWS}cells/", grid.cells, name="cells"),
    path(f"{_ROWS}changes/", grid.changes, name="changes"),
    path(f"{_ROWS}save/", grid.save, name="save"),
    path(f"{_ROWS}draft/", grid.draft, name="draft"),
    path(f"{_ROWS}draft/drop/", grid.drop, name="drop"),
    path(f"{_ROWS}findings/", grid.findings, name="row-findings"),
    path(f"{_ROWS}targets/<str:column>/", grid.target, name="targets"),
    path(f"{_ROWS}row/<path:key>/", tables.row_page, name="row"),
    path(f"{_ROWS}recipients/<path:key>/", recipients.recipients, name="recipients"),
    path(f"{_ROWS}history/<path:key>/", tables.history, name="history"),
    path("e/<slug:event>/workbooks/", workbooks.workbooks, name="workbooks"),
    path("e/<slug:event>/workbooks/take/", workbooks.download, name="download"),
    path("e/<slug:event>/workbooks/<int:pk>/", workbooks.brought_page, name="brought"),
    path("e/<slug:event>/proposals/", proposals.proposals, name="proposals"),
    path("e/<slug:event>/proposals/<int:pk>/", proposals.decide, name="decide-proposal"),
]
