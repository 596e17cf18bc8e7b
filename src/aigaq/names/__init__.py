"""Names and the letters that they are written in: how either spelling comes to be the same word."""
