/**
 * Pictures of every view and dialog for docs/screenshots, in light and dark, at two sizes, on a copy of the sample
 * project that somebody has worked on.
 *
 * npm run screenshots -- [NAME…]
 */
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DEFAULT_LABELS } from '../../src/shared/domain/labels.ts'
import { launchChromium } from '../hosts/chromium.ts'
import { startWeb } from '../hosts/web.ts'
import { SHOTS, STAGES } from './shots.ts'
import type { Stage } from './shots.ts'
import { tellSecondStory } from './secondStory.ts'
import { tellStory } from './story.ts'

const root = resolve(import.meta.dirname, '..', '..')
const target = join(root, 'docs', 'screenshots')
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]
const SCHEMES = ['light', 'dark'] as const

const wanted = process.argv.slice(2)
const shots = SHOTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))

// The same each time: the place of a project is in the picture.
const folder = join(tmpdir(), 'vsgn-screenshots')
const files = join(folder, 'posts')
rmSync(folder, { recursive: true, force: true })
mkdirSync(files, { recursive: true })
mkdirSync(target, { recursive: true })
copyFileSync(join(root, 'resources', 'sample', 'posts.jsonl'), join(files, 'posts.jsonl'))
cpSync(join(root, 'out', 'sample', 'Sample.vsgn'), join(files, 'Sample.vsgn'), { recursive: true })

const browser = await launchChromium()
const host = await startWeb({
  dataDir: join(folder, 'data'),
  files,
  openBrowser: () => Promise.resolve(browser),
  problems: [],
})
const client = await host.connect()
const REACH: Readonly<Record<Stage, () => Promise<unknown>>> = {
  'no project': () => Promise.resolve(),
  'no posts': async () => {
    const token = await host.pick(client, join(files, 'News.vsgn'), 'new-project')
    await client.call('projects.create', { token, name: 'News', labels: [...DEFAULT_LABELS] })
  },
  'worked on': async () => {
    const token = await host.pick(client, join(files, 'Sample.vsgn'), 'project')
    await client.call('projects.open', { token })
    await tellStory(client)
    await tellSecondStory(host, client, files)
    await host.page().getByRole('button', { name: 'Skip the tour' }).click()
  },
}

async function take(stage: Stage): Promise<void> {
  const session = await host.page().context().storageState()
  const home = new URL(host.page().url()).origin
  for (const viewport of SIZES)
    for (const colorScheme of SCHEMES)
      for (const shot of shots.filter((each) => each.stage === stage)) {
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

try {
  for (const stage of STAGES) {
    await REACH[stage]()
    await take(stage)
  }
} finally {
  await host.stop()
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
