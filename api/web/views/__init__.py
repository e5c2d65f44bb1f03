"""What the pages show, made from what the records hold. Pure: no request, no session, no database."""
