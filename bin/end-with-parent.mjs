// Loaded into child processes that know nothing of the supervisor: when it has gone, so have they.
process.on('disconnect', () => process.exit(1));
