"""Located shell: words, commands, and the option tables of the programs that rules ask about."""
