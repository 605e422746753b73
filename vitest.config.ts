import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.mjs', 'e2e/unit/**/*.test.ts'],
    // What child processes compile once, the next ones load: most of a short process is reading our modules.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'node') },
    testTimeout: 30_000,
    maxWorkers: 2,
  },
})
