"""Addresses of roles and handing over."""

from django.urls import path, re_path

from wijkwijzer_web.programme.roles import views

_AREA = r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)"
urlpatterns = [
    re_path(rf"{_AREA}/overdracht$", views.handed_over, name="handed-over"),
    re_path(rf"{_AREA}/overdracht/nieuw$", views.hand_over, name="hand-over"),
    path("werkplek/rol/nieuw", views.role_new, name="role-new"),
    path("werkplek/rol/<int:key>", views.role, name="role-edit"),
    path("werkplek/rol/<int:key>/naam-weg", views.role_name, name="role-name"),
    path("werkplek/zonder-gegevens/nieuw", views.unrecorded_new, name="unrecorded-new"),
    path("werkplek/zonder-gegevens/<int:key>", views.unrecorded_edit, name="unrecorded-edit"),
]
