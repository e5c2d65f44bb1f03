"""The door: JSON API, pages, authentication. Reads the records; writes case data only through Temporal."""

import workflows.procedures  # noqa: F401  (registers what may be started)
