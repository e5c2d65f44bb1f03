"""The strategic-management processes of a state body (NGER): the guide as data, and what carries it out."""
