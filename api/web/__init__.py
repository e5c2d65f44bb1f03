"""The pages: HTML made on the server, complete without scripts."""
