/** Another one each time, so that runs add up; the one that failed is given back by FAST_CHECK_SEED. */
export const fastCheckSeed: number = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() % 2 ** 31);
