"""The 25 criteria with their rows, the course of the work in pictures, and the use of time."""
