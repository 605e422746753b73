import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const ALL = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.mjs']

/**
 * Tests of code that keeps nothing between calls and mocks no module: they share their workers, which saves starting a
 * process and reading the same modules again for each file.
 */
const SHARING = [
  'src/shared/**/*.test.ts',
  'src/renderer/**/*.test.ts',
  'src/main/{analyse,autodiff,correct,features,security,store,system}/**/*.test.ts',
]

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    // What child processes compile once, the next ones load: most of a short process is reading our modules.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'node') },
    testTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
      { extends: true, test: { name: 'alone', include: ALL, exclude: SHARING } },
    ],
  },
})
