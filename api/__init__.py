"""The door: JSON API, pages, authentication. Reads the records; writes case data only through Temporal."""
