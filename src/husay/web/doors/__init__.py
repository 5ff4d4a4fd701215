"""The doors: signing in, invitations, people and their roles, the audit log."""
