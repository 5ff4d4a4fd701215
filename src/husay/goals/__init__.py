"""Goals: what is to be reached, by whom, over which days, and how far it is reached."""
