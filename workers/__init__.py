"""Composition: settings, processes, the embedded engines, the command line, simulation."""
