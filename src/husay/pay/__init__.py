"""Incentive pay: plans as documents, and what each seller earns by them, line by line."""
