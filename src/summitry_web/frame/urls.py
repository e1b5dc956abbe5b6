"""Addresses that belong to no app: none yet."""

from django.urls import URLPattern, URLResolver

app_name = "frame"
urlpatterns: list[URLPattern | URLResolver] = []
