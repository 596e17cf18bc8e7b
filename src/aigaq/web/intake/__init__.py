"""What people send to a team, sealed while it comes."""
