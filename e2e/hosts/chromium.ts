import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's Chromium for Playwright, or undefined to let Playwright use the one it downloaded itself. */
export function chromiumPath(): string | undefined {
  return process.env.CHROMIUM_PATH ?? CANDIDATES.find((path) => existsSync(path))
}

/** @throws what to install when there is no Chromium. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (executablePath === undefined && !existsSync(chromium.executablePath()))
    throw new Error(
      'No Chromium was found. Install one (`apt-get install chromium` on Debian, or `npx playwright install chromium`), ' +
        'or name its binary in CHROMIUM_PATH.',
    )
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    // Chromium refuses its own sandbox to root, as in most containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
}
