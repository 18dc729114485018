// Loaded into child processes of others' code (`next build`), so that they end when the process that started them does.
process.on('disconnect', () => process.exit(1));
