"""Address of the page that tells what became of something."""

from django.urls import path

from wijkwijzer_web.portal.became import views

urlpatterns = [path("wat-is-ervan-geworden", views.became, name="became")]
