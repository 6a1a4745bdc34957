"""Template tags of the design system: load with {% load components %}."""
