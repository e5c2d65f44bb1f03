"""Documents on paper: what stands on them, and the press that makes archivable, accessible PDF of it."""
