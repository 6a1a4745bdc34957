"""What the programme does beyond its own room: papers of meetings, the digest by mail."""
