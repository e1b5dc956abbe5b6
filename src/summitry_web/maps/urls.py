"""Addresses of the site plan."""

from django.urls import path

from summitry_web.maps.views import floors, plan

app_name = "maps"
_MAP = "e/<slug:event>/map/"
urlpatterns = [
    path(_MAP, plan.site_plan, name="map"),
    path(f"{_MAP}data/", plan.data, name="data"),
    path(f"{_MAP}print/", plan.for_print, name="print"),
    path(f"{_MAP}floors/<str:site>/", floors.add, name="add-floor"),
    path(f"{_MAP}floor/<int:number>/", floors.floor, name="floor"),
    path(f"{_MAP}floor/<int:number>/drop/", floors.drop, name="drop-floor"),
]
