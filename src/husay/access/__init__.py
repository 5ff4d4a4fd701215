"""Who may see and do what: roles, their rights, and a scope that narrows every query itself."""
