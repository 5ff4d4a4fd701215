"""Coaching in the records: the playbook, visits, plans, notes, and a manager's week.

Each function takes the company as its viewer has it, and checks what they may: managers see and
change what is about the people whom they lead today; notes and words of visits only of the days on
which they led them; a seller sees their own. What may not be seen is not there.
"""
