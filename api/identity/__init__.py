"""Who is asking: users, sessions, tokens, and what each may do."""
