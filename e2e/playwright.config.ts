import { defineConfig } from '@playwright/test'
import type { HostOption } from './workbench.ts'

/** The same specs on every host; the files named after one kind of host run only there. */
export default defineConfig<HostOption>({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './globalSetup.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'web', testIgnore: '**/*-electron.spec.ts', use: { host: 'web' } },
    { name: 'electron-shim', testIgnore: '**/*-web.spec.ts', use: { host: 'electron-shim' } },
    { name: 'electron', testIgnore: '**/*-web.spec.ts', use: { host: 'electron' } },
  ],
})
