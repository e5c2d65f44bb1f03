"""Work plans of cooperation agreements, as data, and the procedure that carries out any of them."""
