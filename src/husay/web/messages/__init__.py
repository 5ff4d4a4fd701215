"""The pages of messages: the inbox, what one chose, and how deliveries go."""
