"""Addresses for other systems."""

from django.urls import path

from wijkwijzer_web.portal.reuse import views

urlpatterns = [
    path("hergebruik", views.reuse, name="reuse"),
    path("hergebruik/dcat.<str:form>", views.dcat, name="dcat"),
    path("hergebruik/sitemapindex-diwoo.xml", views.woo_index, name="woo-index"),
    path("hergebruik/sitemap-diwoo-<slug:category>.xml", views.woo_sitemap, name="woo-sitemap"),
]
