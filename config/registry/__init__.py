"""How any registered thing is edited, remembered, imported and exported. Knows no model."""
