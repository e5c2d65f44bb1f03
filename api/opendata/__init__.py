"""Open data: what the law makes public, and what the norms say, as tables for programs. Nothing personal enters it."""
