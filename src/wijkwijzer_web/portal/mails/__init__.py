"""All mails with preview, a trial to oneself, and an own first sentence."""
