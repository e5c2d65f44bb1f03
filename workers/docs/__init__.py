"""The generated part of the documentation: a page and the diagrams of each procedure, and the traceability matrix."""
