"""What the government offers: agencies, procedures, services, form templates, life events."""
