"""Husay: sales performance management on one exact record.

A company sells in one loop: set goals, track, catch, coach, pay, raise the bar.
Every number this package shows can be followed to the rows beneath it.
"""

__version__ = "0.1.0"
