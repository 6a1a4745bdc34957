"""The shapes of what is sent and answered: the OpenAPI document is made from them, and requests are read by them."""
