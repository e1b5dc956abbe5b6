"""Addresses of the command post."""

from django.urls import path

from summitry_web.operations.views import desk, post

app_name = "operations"
urlpatterns = [
    path("e/<slug:event>/desk-of-the-day/", desk.desk, name="desk"),
    path("e/<slug:event>/command-post/", post.post, name="post"),
    path("e/<slug:event>/command-post/others/", post.peer, name="peer"),
    path("e/<slug:event>/command-post/parcel/", post.stick, name="stick"),
    path("e/<slug:event>/command-post/parcel/in/", post.taken, name="taken"),
]
