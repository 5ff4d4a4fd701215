"""The style guide: every part of the pages with invented figures."""
