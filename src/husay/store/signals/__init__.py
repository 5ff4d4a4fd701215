"""What the early warning found, kept: sweeps after an import, episodes, and who may see them."""
