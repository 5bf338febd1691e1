"""What others take over: OAI-PMH, the list of data sets, the sitemap, and the page that says how."""
