"""A seeded world of laptops and an office that tries to lose, mix up and betray what people saved."""
