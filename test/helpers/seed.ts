import fc from 'fast-check';

/** Properties run with a fixed seed, so that no commit is stopped by luck; `FC_SEED` looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261123) });
