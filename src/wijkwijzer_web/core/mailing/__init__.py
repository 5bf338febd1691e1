"""Every mail that the site sends: one register of texts, one way out."""
