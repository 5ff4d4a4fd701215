"""Date and number shapes of Django's own widgets, for the languages it does not ship."""
