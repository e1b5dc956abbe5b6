"""Addresses that belong to no app: wishes, health and the page that shows every part."""

from django.urls import path

from summitry_web.frame import health, style, wishes

app_name = "frame"
urlpatterns = [
    path("-/language", wishes.choose_language, name="language"),
    path("-/theme", wishes.choose_theme, name="theme"),
    path("-/alive", health.alive, name="alive"),
    path("-/ready", health.ready, name="ready"),
    path("-/style/", style.show, name="style"),
]
