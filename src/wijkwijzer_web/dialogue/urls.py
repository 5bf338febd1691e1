"""Addresses of dialogues: taking part and results for everyone, tools for staff under /werkplek."""

from django.urls import path

from wijkwijzer_web.dialogue.arranging import views as arranging
from wijkwijzer_web.dialogue.preparing import views as translating
from wijkwijzer_web.dialogue.take_part import live
from wijkwijzer_web.dialogue.take_part import place_views as my_place
from wijkwijzer_web.dialogue.take_part import views as participate
from wijkwijzer_web.dialogue.views import moderate, outcome, paper, results, room, rows, setup

app_name = "dialogue"
_PUBLIC = "dialoog/<slug:slug>"
_STAFF = "werkplek/dialogen/<slug:slug>"
urlpatterns = [
    path("m/<str:code>", participate.short, name="short"),
    path("d/<str:token>", my_place.personal_link, name="link"),
    path(_PUBLIC, participate.welcome, name="welcome"),
    path(f"{_PUBLIC}/doe-mee", participate.step, name="step"),
    path(f"{_PUBLIC}/stelling", participate.own_statement, name="own-statement"),
    path(f"{_PUBLIC}/hints", live.hints, name="hints"),
    path(f"{_PUBLIC}/stand.json", live.state, name="state"),
    path(f"{_PUBLIC}/code", my_place.enter_code, name="enter-code"),
    path(f"{_PUBLIC}/mijn-plek", my_place.my_place, name="my-place"),
    path(f"{_PUBLIC}/mijn-plek/code", my_place.make_code, name="make-code"),
    path(f"{_PUBLIC}/mijn-plek/download", my_place.export, name="export"),
    path(f"{_PUBLIC}/mijn-plek/wis", my_place.wipe, name="wipe"),
    path(f"{_PUBLIC}/mijn-plek/klaar", my_place.leave, name="leave"),
    path(f"{_PUBLIC}/mijn-plek/bezwaar/<uuid:key>", my_place.objection, name="objection"),
    path(f"{_PUBLIC}/moderatie", moderate.log, name="log"),
    path("dialogen", results.dialogues, name="dialogues"),
    path("dialogen/feed", results.ReportFeed(), name="feed"),
    path(f"{_PUBLIC}/uitkomst", results.results, name="results"),
    path(f"{_PUBLIC}/uitkomst/waarom", results.why, name="results-why"),
    path(f"{_PUBLIC}/uitkomst/stelling/<int:key>", results.statement, name="statement-counts"),
    path(f"{_PUBLIC}/uitkomst/thema/<int:key>", results.theme, name="theme"),
    path(f"{_PUBLIC}/verslag", results.report, name="report"),
    path(f"{_PUBLIC}/verslag/<int:version>", results.report, name="report-version"),
    path(f"{_PUBLIC}/verslag/<int:version>/waarom", results.why, name="report-why"),
    path(f"{_PUBLIC}/verslag/<int:version>/bestand/<str:form>", results.report_file, name="report-file"),
    path(f"{_PUBLIC}/verslag/<int:version>/tellingen.json", results.open_data, name="open-data"),
    path(f"{_PUBLIC}/meld/<int:number>", outcome.flag, name="flag"),
    path(f"{_PUBLIC}/volg", outcome.follow, name="follow"),
    path("volg/<str:token>/ja", outcome.confirm, name="follow-confirm"),
    path("volg/<str:token>/stop", outcome.stop, name="follow-stop"),
    path("werkplek/dialogen", setup.work_list, name="work-list"),
    path("werkplek/dialogen/nieuw", setup.new, name="new"),
    path(_STAFF, setup.setup, name="setup"),
    path(f"{_STAFF}/gegevens", setup.edit, name="edit"),
    path(f"{_STAFF}/stand", setup.state, name="state-change"),
    path(f"{_STAFF}/kopie", setup.copy, name="copy"),
    path(f"{_STAFF}/weg/<str:part>/<int:key>", setup.remove, name="remove"),
    path(f"{_STAFF}/plaats/<str:part>/<int:key>", arranging.move, name="place"),
    path(f"{_STAFF}/vraag/<int:key>", arranging.question, name="question"),
    path(f"{_STAFF}/vertaling/<slug:code>", translating.translation, name="translation"),
    path(f"{_STAFF}/wachtrij", moderate.queue, name="queue"),
    path(f"{_STAFF}/wachtrij/stelling/<int:key>", moderate.statement, name="statement"),
    path(f"{_STAFF}/regie", room.console, name="console"),
    path(f"{_STAFF}/regie/stroom", room.console_stream, name="console-stream"),
    path(f"{_STAFF}/regie/doe", room.move, name="move"),
    path(f"{_STAFF}/zaal", room.screen, name="screen"),
    path(f"{_STAFF}/zaal/stroom", room.screen_stream, name="screen-stream"),
    path(f"{_STAFF}/qr.svg", room.qr, name="qr"),
    path(f"{_STAFF}/themas", outcome.themes, name="themes"),
    path(f"{_STAFF}/verslag", outcome.verslag, name="report-edit"),
    path(f"{_STAFF}/verslag/<int:version>/voorbeeld", outcome.preview, name="report-preview"),
    path(f"{_STAFF}/rijen", rows.rows, name="rows"),
    path(f"{_STAFF}/beloften", outcome.promises, name="promises"),
    path(f"{_STAFF}/beloften/<int:key>", outcome.promises, name="promise"),
    path(f"{_STAFF}/invoer", paper.paper, name="paper"),
    path(f"{_STAFF}/drukwerk", paper.print_pack, name="print-pack"),
]
