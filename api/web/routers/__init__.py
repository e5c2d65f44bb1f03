"""The addresses of the pages. Each route reads, builds a view and renders; rules live elsewhere."""
