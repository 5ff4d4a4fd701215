"""The interpreter: what one person earned by a plan, plainly, exactly, with every reason."""
