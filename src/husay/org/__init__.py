"""Who sells where: the company's settings, its tree of units, and people in it over time."""
