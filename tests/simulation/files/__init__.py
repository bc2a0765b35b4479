"""The simulation over real notebooks and real files: whole days through the public doors, with everything going wrong."""
