"""Dossiers and articles: pages that editors write in Wagtail, with questions that are asked anew."""
