"""A form filled in step by step: steps, review page, leaving and coming back."""
