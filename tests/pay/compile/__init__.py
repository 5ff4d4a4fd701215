"""The compiler of pay plans, held against the interpreter."""
