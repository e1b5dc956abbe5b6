"""Addresses of signing in and of one's own account."""

from django.urls import path

from summitry_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("prove/", views.prove, name="prove"),
]
