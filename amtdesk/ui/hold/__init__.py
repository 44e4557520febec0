"""Everything is held: the switch, the bar above every page, and the ways out."""
