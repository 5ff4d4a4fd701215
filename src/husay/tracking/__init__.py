"""Where we stand: results against goals, last year and the pace, with the traps pointed out."""
