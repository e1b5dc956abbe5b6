"""Addresses of tasks, below those of an event."""

from django.urls import path

from summitry_web.tasks.views import contingencies, lists, one, pictures, promises

app_name = "tasks"
_ONE = "task/<path:key>/"
urlpatterns = [
    path("", lists.tasks, name="tasks"),
    path("board/", lists.board, name="board"),
    path("overdue/", lists.overdue, name="overdue"),
    path("gantt/", pictures.gantt, name="gantt"),
    path("critical/", pictures.critical, name="critical"),
    path("matrix/", pictures.matrix, name="matrix"),
    path("pictures.css", pictures.sheet, name="sheet"),
    path("promises/", promises.promises, name="promises"),
    path("promises/accept/", promises.accept, name="accept-promise"),
    path("contingencies/", contingencies.contingencies, name="contingencies"),
    path("contingencies/acknowledge/", contingencies.acknowledge, name="acknowledge-card"),
    path(f"{_ONE}accept/", one.accept, name="accept"),
    path(f"{_ONE}return/", one.give_back, name="return"),
    path(f"{_ONE}progress/", one.progress, name="progress"),
    path(f"{_ONE}complete/", one.complete, name="complete"),
    path(f"{_ONE}acknowledge/", one.acknowledge, name="acknowledge"),
    path(_ONE, one.task, name="one"),
]
