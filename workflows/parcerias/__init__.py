"""Decreto 167/2019, one file per procedure, in the order of the decree."""
