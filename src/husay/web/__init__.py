"""The web face: pages, their parts and their look. It holds no rule (DESIGN, law 9)."""
