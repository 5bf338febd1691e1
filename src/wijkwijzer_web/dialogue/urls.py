"""Addresses of dialogues: taking part and results for everyone, tools for staff under /beheer/dialogen/."""

from django.urls import path

from wijkwijzer_web.dialogue.views import live, my_place, participate

app_name = "dialogue"
urlpatterns = [
    path("d/<str:token>/", my_place.personal_link, name="link"),
    path("dialoog/<slug:slug>/", participate.welcome, name="welcome"),
    path("dialoog/<slug:slug>/doe-mee/", participate.step, name="step"),
    path("dialoog/<slug:slug>/stelling/", participate.own_statement, name="own-statement"),
    path("dialoog/<slug:slug>/hints/", live.hints, name="hints"),
    path("dialoog/<slug:slug>/stand.json", live.state, name="state"),
    path("dialoog/<slug:slug>/code/", my_place.enter_code, name="enter-code"),
    path("dialoog/<slug:slug>/mijn-plek/", my_place.my_place, name="my-place"),
    path("dialoog/<slug:slug>/mijn-plek/code/", my_place.make_code, name="make-code"),
    path("dialoog/<slug:slug>/mijn-plek/download/", my_place.export, name="export"),
    path("dialoog/<slug:slug>/mijn-plek/wis/", my_place.wipe, name="wipe"),
    path("dialoog/<slug:slug>/mijn-plek/klaar/", my_place.leave, name="leave"),
    path("dialoog/<slug:slug>/mijn-plek/bezwaar/<uuid:key>/", my_place.objection, name="objection"),
]
