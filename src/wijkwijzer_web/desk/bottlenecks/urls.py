"""Addresses of knelpunten for everybody, and of GeoReport v2."""

from django.urls import path, re_path

from wijkwijzer_web.desk.bottlenecks import views

urlpatterns = [
    path("knelpunten", views.bottlenecks, name="bottlenecks"),
    path("knelpunten.csv", views.as_file, name="bottlenecks-file"),
    path("knelpunten/feed", views.StepFeed(), name="bottlenecks-feed"),
    path("knelpunten/volg/<str:token>", views.follow_confirm, name="follow-confirm"),
    path("knelpunt/<int:number>", views.bottleneck, name="bottleneck"),
    path("knelpunt/<int:number>/volg", views.follow, name="follow"),
    path("regels-veranderd", views.changed, name="changed"),
    path("georeport/v2/discovery.json", views.georeport_discovery, name="georeport-discovery"),
    re_path(
        r"^georeport/v2/services\.(?P<form>json|xml)$", views.georeport_services, name="georeport-services"
    ),
    re_path(r"^georeport/v2/requests\.(?P<form>json|xml)$", views.georeport, name="georeport"),
    re_path(
        r"^georeport/v2/requests/(?P<number>[0-9]{1,9})\.(?P<form>json|xml)$",
        views.georeport_one,
        name="georeport-one",
    ),
]
