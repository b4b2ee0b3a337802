"""How the reference data in `seeds/` is read, checked and laid into rows; `app.store.seed` runs it."""
