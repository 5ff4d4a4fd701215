"""The team: who brings whom along, what is recognised, and thanks. Rules only, no connection.

What helps here can never move what is paid: this room and that of pay do not know each other.
"""
