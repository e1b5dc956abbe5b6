"""Addresses of baselines and exercises."""

from django.urls import path

from summitry_web.baselines.views import comparing, copies, exercises, frozen, signing

app_name = "baselines"
_ALL = "e/<slug:event>/baselines/"
_ONE = f"{_ALL}<int:number>/"
_EXERCISES = "e/<slug:event>/exercises/"
_COPY = f"{_EXERCISES}copies/<int:copy>/"
urlpatterns = [
    path(_ALL, frozen.baselines, name="list"),
    path(f"{_ALL}compare/", comparing.compare, name="compare"),
    path(_ONE, frozen.baseline, name="one"),
    path(f"{_ONE}verify/", frozen.verify, name="verify"),
    path(f"{_ONE}proof/", frozen.proof, name="proof"),
    path(f"{_ONE}approve/", signing.approve, name="approve"),
    path(f"{_ONE}return/", signing.give_back, name="return"),
    path(f"{_ONE}withdraw/<int:word>/", signing.withdraw, name="withdraw"),
    path(f"{_ONE}paper/", signing.paper, name="paper"),
    path(f"{_ONE}publish/", signing.publish, name="publish"),
    path(f"{_ONE}acknowledge/", signing.acknowledge, name="acknowledge"),
    path(_EXERCISES, exercises.exercises, name="exercises"),
    path(_COPY, copies.copy, name="copy"),
    path(f"{_COPY}cancel/", copies.cancel, name="cancel-copy"),
    path(f"{_COPY}repeat/", copies.repeat, name="repeat-copy"),
    path(f"{_EXERCISES}<slug:exercise>/delete/", exercises.delete, name="delete-exercise"),
]
