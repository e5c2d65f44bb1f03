"""The accounts of a partnership, their judgment and what follows from it (Decreto 167/2019, arts. 77 to 104)."""
