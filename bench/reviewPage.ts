import type { Page } from '@playwright/test'

/** Milliseconds from a key press to the frame that shows what it did. */
export interface KeyTimes {
  /** Presses the keys in turn, `pause` ms apart, and waits for each to be drawn. */
  run(keys: readonly string[], pause: number, until: 'frame' | 'post'): Promise<number[]>
}

/**
 * Times keys inside the page: from the time stamp the browser gave the event to the first task after the frame in
 * which the answer was drawn. `post`: the frame must show another post, with its picture decoded.
 */
export async function keyTimes(page: Page): Promise<KeyTimes> {
  await page.addScriptTag({ content: PROBE }).catch(() => page.evaluate(PROBE))
  return {
    run: async (keys, pause, until) => {
      const times: number[] = []
      for (const key of keys) {
        await page.evaluate((kind) => window.probe.arm(kind), until)
        await page.keyboard.press(key)
        times.push(await page.evaluate(() => window.probe.time))
        await page.waitForTimeout(pause)
      }
      return times
    },
  }
}

declare global {
  interface Window {
    probe: { arm(until: 'frame' | 'post'): void; time: Promise<number> }
  }
}

const PROBE = `
  window.probe = { time: Promise.resolve(0), arm(until) {
    const shown = () => document.querySelector('[role=listbox][aria-label=Post]')?.textContent
    const ready = (before) => until === 'frame' ||
      (shown() !== before && [...document.querySelectorAll('main img')].every((image) => image.complete))
    window.probe.time = new Promise((resolve) => {
      window.addEventListener('keydown', (event) => {
        const before = shown()
        const drawn = () => requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => ready(before) ? resolve(performance.now() - event.timeStamp) : drawn()
          port2.postMessage(null)
        })
        drawn()
      }, { capture: true, once: true })
    })
  } }
`
