"""Addresses of the host's papers and bodies."""

from django.urls import path

from summitry_web.register.views import bodies, mandates, master, plans, requirements, words

app_name = "register"
_EVENT = "e/<slug:event>/"
_REGISTER = f"{_EVENT}register/"
urlpatterns = [
    path(f"{_EVENT}mandates/", mandates.mandates, name="mandates"),
    path(f"{_EVENT}mandates/return/<path:key>/", words.return_mandate, name="return-mandate"),
    path(f"{_EVENT}mandates/approve/<path:key>/", words.approve_mandate, name="approve-mandate"),
    path(f"{_EVENT}mandates/one/<path:key>/", mandates.mandate, name="mandate"),
    path(f"{_EVENT}bodies/", bodies.bodies, name="bodies"),
    path(f"{_EVENT}bodies/one/<path:key>/", bodies.body, name="body"),
    path(f"{_EVENT}bodies/decisions/<path:key>/", bodies.decision, name="decision"),
    path(f"{_EVENT}bodies/meetings/<path:key>/", bodies.meeting, name="meeting"),
    path(_REGISTER, plans.plans, name="plans"),
    path(f"{_REGISTER}matrix/", plans.matrix_page, name="matrix"),
    path(f"{_REGISTER}mine/", plans.mine, name="mine"),
    path(f"{_REGISTER}mine/acknowledge/", words.acknowledge_all, name="acknowledge-all"),
    path(f"{_REGISTER}master/", master.master, name="master"),
    path(f"{_REGISTER}master/print/", master.print_paper, name="print"),
    path(f"{_REGISTER}code/<str:code>/", plans.by_code, name="by-code"),
    path(f"{_REGISTER}plan/<path:key>/", plans.plan, name="plan"),
    path(f"{_REGISTER}readers/<path:key>/", plans.readers, name="readers"),
    path(f"{_REGISTER}return/<path:key>/", words.return_plan, name="return-plan"),
    path(f"{_REGISTER}issue/<path:key>/", words.issue, name="issue"),
    path(f"{_REGISTER}acknowledge/<path:key>/", words.acknowledge, name="acknowledge"),
    path(f"{_REGISTER}submit/<str:table>/<path:key>/", words.submit, name="submit"),
    path(f"{_REGISTER}review/<str:table>/<path:key>/", words.review, name="review"),
    path(f"{_REGISTER}approve/<str:table>/<path:key>/", words.approve, name="approve"),
    path(f"{_REGISTER}keep/<str:table>/<path:key>/", words.keep, name="keep"),
    path(f"{_REGISTER}sheet/<str:table>/<path:key>/", plans.sheet, name="sheet"),
    path(f"{_EVENT}requirements/", requirements.requirements, name="requirements"),
    path(f"{_EVENT}requirements/one/<path:key>/", requirements.requirement, name="requirement"),
    path(f"{_EVENT}trace/", requirements.gaps, name="gaps"),
    path(f"{_EVENT}trace/<str:table>/<path:key>/", requirements.trace, name="trace"),
]
