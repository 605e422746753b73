/**
 * What the page holds while a script reviews posts one after another, an edit in every third: heap of the page, elements
 * and listeners after the garbage was collected. What was read in the last minute is kept, so that the first posts fill
 * that; flat means that the second half adds nothing but the steps one can undo, which are unlimited.
 *
 * npm run bench -- reviewMemory [posts = 2000]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { launchChromium } from '../e2e/hosts/chromium.ts'
import { startWebProcess } from '../e2e/hosts/webProcess.ts'
import { makeBenchProject } from './reviewProject.ts'

/** Elements and listeners differ by so much from post to post. */
const MOST_GROWTH = 1.15
/** Bytes of a post: its states before and after each change, for undo. */
const MOST_KEPT = 1024

interface Held {
  readonly posts: number
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

async function heldNow(page: Page, devtools: CDPSession, posts: number): Promise<Held> {
  // What was asked for is answered, saved and drawn before it is counted.
  await page.getByText('All saved').waitFor()
  await page.waitForLoadState('networkidle')
  for (let round = 0; round < 3; round++) await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize: heap } = await devtools.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners: listeners } = await devtools.send('Memory.getDOMCounters')
  return { posts, heap, nodes, listeners }
}

/** Accepts posts until the one at this place (from 0) is on screen. */
async function reviewTo(page: Page, from: number, to: number): Promise<void> {
  for (let place = from; place < to; place++) {
    if (place % 3 === 0) for (const key of ['ArrowRight', '2']) await page.keyboard.press(key)
    await page.keyboard.press('Enter')
    // Keys may run ahead of the posts; a person's do not.
    await page
      .locator(`p:has-text("${(place + 2).toLocaleString('en')} of ")`)
      .first()
      .waitFor()
  }
}

const posts = Number(process.argv[2] ?? 2000)
const folder = mkdtempSync(join(tmpdir(), 'vsgn-memory-'))
try {
  const project = await makeBenchProject(folder, posts + 100)
  const host = await startWebProcess([project, '--data-dir', join(folder, 'data'), '--data-root', folder])
  const browser = await launchChromium()
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
    await page.goto(host.address)
    await page.getByRole('listbox', { name: 'Post', exact: true }).waitFor()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('HeapProfiler.enable')
    console.log(`| posts reviewed | heap, MB | elements | listeners |\n|${' --: |'.repeat(4)}`)
    const measured: Held[] = []
    const stops = [0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.round(posts * share))
    for (const [index, stop] of stops.entries()) {
      await reviewTo(page, stops[index - 1] ?? 0, stop)
      const held = await heldNow(page, devtools, stop)
      measured.push(held)
      const cells = [stop, (held.heap / 2 ** 20).toFixed(1), held.nodes, held.listeners]
      console.log(`| ${cells.join(' | ')} |`)
    }
    const [half, last] = [measured[2], measured.at(-1)]
    if (half === undefined || last === undefined) throw new Error('Nothing was measured.')
    const kept = (last.heap - half.heap) / (last.posts - half.posts)
    console.log(`\nkept of a post in the second half: ${Math.round(kept)} bytes (bar ${String(MOST_KEPT)})`)
    if (kept > MOST_KEPT) throw new Error('The heap of the page grew by more than the steps to undo.')
    for (const key of ['nodes', 'listeners'] as const)
      if (last[key] > half[key] * MOST_GROWTH)
        throw new Error(`The page grew: ${key} from ${String(half[key])} to ${String(last[key])}.`)
  } finally {
    await browser.close()
    await host.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
