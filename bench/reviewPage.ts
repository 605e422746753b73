import type { Page } from '@playwright/test'

/** Milliseconds from a key press to the frame that shows what it did. */
export interface KeyTimes {
  /** Presses the keys in turn, `pause` ms apart, and waits for each to be drawn. */
  run(keys: readonly string[], pause: number, until: 'frame' | 'post'): Promise<KeyTime[]>
}

export interface KeyTime {
  /** Milliseconds from the key to the frame. */
  readonly toPaint: number
  /**
   * Milliseconds of processor time the page's main thread spent between this key and the next, whatever else the
   * machine was doing: the key itself, its drawing, and what is read after it.
   */
  readonly busy: number
}

/**
 * Times keys inside the page: from the time stamp the browser gave the event to the first task after the frame in
 * which the answer was drawn. `post`: the frame must show another post, with its picture decoded. Of a press with
 * Shift the key itself is timed: asking for a frame at Shift, which changes nothing on screen, would time an empty
 * frame, and Chromium makes the next frame wait 16.7 ms after an empty one whatever its frame rate limit.
 */
export async function keyTimes(page: Page): Promise<KeyTimes> {
  await page.addScriptTag({ content: PROBE }).catch(() => page.evaluate(PROBE))
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const processorTime = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  return {
    run: async (keys, pause, until) => {
      const times: KeyTime[] = []
      for (const key of keys) {
        const before = await processorTime()
        await page.evaluate((kind) => window.probe.arm(kind), until)
        await page.keyboard.press(key)
        const toPaint = await page.evaluate(() => window.probe.time)
        await page.waitForTimeout(pause)
        times.push({ toPaint, busy: (await processorTime()) - before })
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
      const started = (event) => {
        if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
        window.removeEventListener('keydown', started, true)
        const before = shown()
        const drawn = () => requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => ready(before) ? resolve(performance.now() - event.timeStamp) : drawn()
          port2.postMessage(null)
        })
        drawn()
      }
      window.addEventListener('keydown', started, true)
    })
  } }
`
