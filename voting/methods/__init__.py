"""One file per rule. Each begins with its definition, its source and what it does with ties."""
