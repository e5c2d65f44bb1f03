"""What happens while a partnership runs, and as it ends (Decreto 167/2019, arts. 37 to 58)."""
