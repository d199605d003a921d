"""One module a command of ``miroir``, each imported when it is called."""
