"""Files that people bring: examined in a sandbox, kept by content, handed out as downloads."""
