"""The real workflows on the time-skipping server, with scripted people: training, what-if, scenario tests."""
