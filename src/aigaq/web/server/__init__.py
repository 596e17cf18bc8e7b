"""The program around the web application: set up, serve, restore, try out."""
