Pages of procedures are made anew in about three quarters of the time: what is worked out is printed by compiled templates, and names that nothing has are not sought in the whole catalogue.
