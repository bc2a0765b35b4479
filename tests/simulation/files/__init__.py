"""The simulation over real notebooks and real files: days through the public doors, with everything going wrong."""
