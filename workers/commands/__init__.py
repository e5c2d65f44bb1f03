"""One module for each command of `tramita`; each offers `register(app)` and imports what is heavy inside functions."""
