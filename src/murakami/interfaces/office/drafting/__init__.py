"""Pages on which the DX office writes the next edition, hears everybody on it and adopts it."""
