"""What the door does, whatever it is asked through: pages and JSON call the same functions."""
