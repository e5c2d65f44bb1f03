"""The law: procedures, their kernel, the norms they cite and the legal clock. Pure and deterministic."""

Pure and deterministic.
"""
