import { defineConfig } from 'vitest/config'

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts', 'e2e/unit/**/*.test.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
})
