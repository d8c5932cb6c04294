"""What a person reads and hears, in every language: one TOML file a language, and no code for it."""
