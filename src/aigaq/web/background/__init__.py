"""Jobs: asked for, worked on, stopped, their files."""
