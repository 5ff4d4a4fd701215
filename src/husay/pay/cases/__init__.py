"""Worked cases beside a plan: inputs and what they are to earn, for a seller to read."""
