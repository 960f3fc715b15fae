"""Acts on requests: they are made, withdrawn, decided and reopened."""
