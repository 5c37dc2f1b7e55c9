import fc from 'fast-check'

/** Property tests try the same cases on every run; `PROPERTY_SEED=N` tries others. */
export const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_124)

fc.configureGlobal({ seed: SEED })
