import { join } from 'node:path'
import process from 'node:process'
import { defineConfig } from 'vitest/config'

/** The long checks: those of the test run with many more tries, and those too long for it. */
export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: [
      'src/**/*.soak.ts',
      'src/main/store/proof/*.test.ts',
      'src/main/import/importKill.test.ts',
      'src/main/import/mutants.test.ts',
      'src/main/export/exportKill.test.ts',
      'src/main/export/exportFaults.test.ts',
      'src/main/jobs/pictureMutants.test.ts',
      'src/main/formats/everyFormat.test.ts',
      'src/main/export/everyPair.test.ts',
    ],
    env: {
      VSGN_KILLS: '1000',
      VSGN_INTERLEAVINGS: '5000',
      VSGN_STARTERS: '100',
      VSGN_DAMAGES: '1000',
      VSGN_EXPORT_FAULTS: 'all',
      VSGN_MUTANTS: '10000',
      VSGN_PICTURE_MUTANTS: '5000',
      VSGN_ROUND_TRIPS: '10000',
      VSGN_PAIR_SETS: '100',
      NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'node'),
      ...process.env,
    },
    testTimeout: 600_000,
    maxWorkers: 2,
  },
})
