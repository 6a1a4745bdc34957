"""Emergency looks at cases of other units: asked for, read, reviewed."""
