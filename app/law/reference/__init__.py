"""The reference of the format `deposit-rules/2`: its schema, what each part means, and real examples."""
