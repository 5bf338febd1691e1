"""A document as semantic HTML: parts for a page of the site, or a file that stands alone."""
