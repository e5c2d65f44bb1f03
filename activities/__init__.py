"""The effects: recording facts, publication, notification, documents. The only room that writes the database."""
