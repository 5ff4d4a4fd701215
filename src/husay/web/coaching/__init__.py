"""The pages of coaching: the playbook, visits, plans, a manager's week, a seller's own plan."""
