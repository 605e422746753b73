import { expect, test } from 'vitest'
import { createProgressLine } from './progressLine.ts'
import type { ProgressOutput } from './progressLine.ts'

const ERASE = '\r\u001b[2K'

function setUp(terminal: boolean) {
  const written: string[] = []
  const time = { ms: 0 }
  const output: ProgressOutput = {
    isTTY: terminal,
    columns: 60,
    write: (text) => written.push(text),
  }
  const line = createProgressLine(output, { now: () => time.ms })
  const progress = { title: 'Predict', unit: 'posts', note: '', secondsLeft: null, total: 100 }
  return { written, time, line, show: (done: number, more = {}) => line.show({ ...progress, done, ...more }) }
}

test('a log gets the size of the work at once and then a line every few seconds', () => {
  const { written, time, show } = setUp(false)
  show(0, { total: null })
  show(0)
  for (let done = 1; done <= 70; done++) {
    time.ms += 100
    show(done, { secondsLeft: 9 })
  }
  expect(written).toEqual([
    'Predict: 0 of 100 posts\n',
    'Predict: 30 of 100 posts, 9 s left\n',
    'Predict: 60 of 100 posts, 9 s left\n',
  ])
})

test('a stage that counts nothing is told by its name alone', () => {
  const { written, time, show } = setUp(false)
  time.ms += 10_000
  show(0, { title: 'Train, scoring', total: null, unit: '' })
  expect(written).toEqual(['Train, scoring\n'])
})

test('a terminal gets one line that is rewritten, never wider than it, and taken away at the end', () => {
  const { written, time, line, show } = setUp(true)
  for (let done = 0; done <= 100; done++) {
    time.ms += 10
    show(done, { note: 'a note that is far too long for the sixty columns of this terminal' })
  }
  line.clear()
  for (const text of written) {
    expect(text.startsWith(ERASE)).toBe(true)
    expect(text.length - ERASE.length).toBeLessThan(60)
    expect(text).not.toContain('\n')
  }
  expect(written.length).toBeLessThanOrEqual(13)
  expect(written.at(-2)).toContain('100 of 100')
  expect(written.at(-1)).toBe(ERASE)
})
