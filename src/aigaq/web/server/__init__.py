"""The program around the shell: set up, serve, restore, try out."""
