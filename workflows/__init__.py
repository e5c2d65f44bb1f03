"""The law: procedures, the kernel they are written in, the norms they cite and the legal clock.

Pure and deterministic.
"""
