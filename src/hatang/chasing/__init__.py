"""The room `chasing`: silence about reports and obligations is taken up, tier by tier."""
