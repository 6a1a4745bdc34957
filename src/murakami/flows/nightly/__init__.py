"""What is done once a night, by zone: each module registers its work when it is imported (config/wiring.py)."""
