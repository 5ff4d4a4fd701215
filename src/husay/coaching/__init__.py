"""Coaching: practices, visits and what they show, plans, and whose turn it is this week."""
