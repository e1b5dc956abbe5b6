"""Opens strangers' files in a child that can harm nothing; the web's own processes never do."""
