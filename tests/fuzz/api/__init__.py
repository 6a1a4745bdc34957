"""The API sent whatever its own document allows, and what it does not, deep inside conversations that are really had."""
