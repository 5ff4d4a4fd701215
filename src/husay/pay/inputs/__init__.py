"""Inputs by hand: scores, opening balances and advances, as people write them and as kept."""
