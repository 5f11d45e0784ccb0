"""The faces: everything that knows HTTP."""
