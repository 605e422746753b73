/**
 * Key to paint and next post in Chromium on a large project, with pictures, through the built web host. The frame
 * rate is not limited, so that what is measured is our work and not the wait for the screen; a key that nothing
 * listens to is measured in turn as the floor of this machine.
 *
 * npm run build && node bench/review.ts [posts = 100000]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumPath } from '../e2e/hosts/chromium.ts'
import { startWebProcess } from '../e2e/hosts/webProcess.ts'
import { quantile } from './ratio.ts'
import { keyTimes } from './reviewPage.ts'
import type { KeyTime } from './reviewPage.ts'
import { makeBenchProject } from './reviewProject.ts'

const posts = Number(process.argv[2] ?? 100_000)

function print(name: string, times: readonly KeyTime[], bar: number | null): void {
  const toPaint = times.map((time) => time.toPaint)
  const [p50, p95, most] = [0.5, 0.95, 1].map((q) => quantile(toPaint, q).toFixed(1).padStart(6))
  const busy = times.map((time) => time.busy)
  const [busy50, busy95] = [0.5, 0.95].map((q) => quantile(busy, q).toFixed(1).padStart(6))
  const verdict = bar === null ? '' : `  (bar ${bar}: ${quantile(toPaint, 0.95) <= bar ? 'met' : 'MISSED'})`
  console.log(
    `${name.padEnd(28)} ${times.length} keys  p50 ${p50}  p95 ${p95}  max ${most} ms  ` +
      `thread p50 ${busy50}  p95 ${busy95} ms${verdict}`,
  )
}

const repeated = (keys: readonly string[], times: number): string[] =>
  Array.from({ length: times }, () => keys).flat()

const folder = mkdtempSync(join(tmpdir(), 'vsgn-bench-'))
try {
  const project = await makeBenchProject(folder, posts)
  const host = await startWebProcess([project, '--data-dir', join(folder, 'data'), '--data-root', folder])
  const executablePath = chromiumPath()
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--disable-frame-rate-limit',
      '--disable-gpu-vsync',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
  try {
    // The probe is a script of the bench; the program's own policy would not let it in.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(host.address)
    await page.getByRole('listbox', { name: 'Post', exact: true }).waitFor()
    const keys = await keyTimes(page)
    await keys.run(repeated(['j'], 20), 100, 'post')

    console.log(`${posts.toLocaleString('en')} posts, each with a picture of 1200 x 900`)
    const floor: KeyTime[] = []
    const moves: KeyTime[] = []
    const edits: KeyTime[] = []
    const accepted: KeyTime[] = []
    const walked: KeyTime[] = []
    for (let round = 0; round < 10; round++) {
      floor.push(...(await keys.run(repeated(['F8'], 20), 30, 'frame')))
      moves.push(
        ...(await keys.run(
          repeated(['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'ArrowLeft'], 5),
          30,
          'frame',
        )),
      )
      edits.push(...(await keys.run(['Home', '1', '2', '}', '3', 'x', 'u', 'Shift+u'], 60, 'frame')).slice(1))
      accepted.push(...(await keys.run(repeated(['Enter'], 20), 150, 'post')))
      walked.push(...(await keys.run(repeated(['j'], 20), 80, 'post')))
    }
    print('a key nothing listens to', floor, null)
    print('move the cursor: key to paint', moves, 16)
    print('edit a span: key to paint', edits, 16)
    print('accept, next post painted', accepted, 50)
    print('next post painted', walked, 50)
  } finally {
    await browser.close()
    await host.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
