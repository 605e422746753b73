/**
 * Pictures of the main views for docs/screenshots, in light and dark, at two sizes, on a copy of the sample project.
 *
 * npm run screenshots
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { launchChromium } from './hosts/chromium.ts'
import { startWebProcess } from './hosts/webProcess.ts'

const root = resolve(import.meta.dirname, '..')
const target = join(root, 'docs', 'screenshots')
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]
const SCHEMES = ['light', 'dark'] as const

interface Shot {
  readonly name: string
  /** Brings the page to what the picture shows. */
  readonly prepare: (page: Page) => Promise<void>
}

const openView = (view: string) => async (page: Page) => {
  await page.evaluate((hash) => (location.hash = hash), `#/${view}`)
  await page.getByRole('main').first().waitFor()
}

function dialogOf(view: string, key: string): Shot['prepare'] {
  return async (page) => {
    await openView(view)(page)
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
  }
}

const SHOTS: readonly Shot[] = [
  {
    name: 'review',
    prepare: async (page) => {
      await openView('review')(page)
      await page.keyboard.press('Tab')
      await page.keyboard.press('e')
    },
  },
  { name: 'keys', prepare: dialogOf('review', '?') },
  { name: 'history', prepare: dialogOf('review', 'h') },
  { name: 'bulk', prepare: dialogOf('review', 'Shift+A') },
  { name: 'errors', prepare: openView('errors') },
  { name: 'train', prepare: openView('train') },
  { name: 'models', prepare: openView('models') },
  { name: 'data', prepare: openView('data') },
  { name: 'export', prepare: dialogOf('data', 'e') },
]

async function takeAll(browser: Browser, address: string): Promise<void> {
  const first = await browser.newContext()
  const visit = await first.newPage()
  await visit.goto(address)
  const session = await first.storageState()
  const home = new URL(visit.url()).origin
  await first.close()
  for (const viewport of SIZES)
    for (const colorScheme of SCHEMES)
      for (const shot of SHOTS) {
        const context = await browser.newContext({ viewport, colorScheme, storageState: session })
        const page = await context.newPage()
        await page.goto(home)
        await page.getByRole('main').first().waitFor()
        await page.waitForLoadState('networkidle')
        await shot.prepare(page)
        await page.waitForTimeout(700)
        await page.screenshot({ path: join(target, `${shot.name}-${colorScheme}-${viewport.width}.png`) })
        await context.close()
      }
}

const folder = mkdtempSync(join(tmpdir(), 'vsgn-screenshots-'))
const project = join(folder, 'Sample.vsgn')
cpSync(join(root, 'out', 'sample', 'Sample.vsgn'), project, { recursive: true })
mkdirSync(target, { recursive: true })
const host = await startWebProcess([
  '--data-dir',
  join(folder, 'data'),
  '--data-root',
  folder,
  '--project',
  project,
])
const browser = await launchChromium()
try {
  await takeAll(browser, host.address)
} finally {
  await browser.close()
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
}
