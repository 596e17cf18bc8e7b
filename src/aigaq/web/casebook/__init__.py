"""Cases: mine, a new one, one at a glance, in and out of the casebook."""
