"""Messages kept: gathered from what was found, chosen by whom they reach, and delivered."""
