"""Messages: what reaches whom, and when. Pure: it sends nothing, and reads no clock."""
