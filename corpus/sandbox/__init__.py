"""Work on what strangers wrote, in processes apart with limits on memory and time."""
