"""Measures Tramita on the machine it runs on, each figure beside a floor taken in the same run."""
