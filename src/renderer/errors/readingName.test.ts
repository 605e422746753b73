import { expect, test } from 'vitest'
import { readingName } from './readingName.ts'
import type { StoredReading } from './readingName.ts'

const reading = (run: number, model: string, control: StoredReading['control'] = null): StoredReading => ({
  ...{ run, model, control, sha256: model, device: 'cpu', current: false },
  at: `2026-01-0${run}T00:00:00.000Z`,
})

test('a reading is called by its model and what it was not shown; the date tells two of one name apart', () => {
  const blue = reading(1, 'Blue')
  const control = reading(1, 'Blue', 'no-caption')
  expect(readingName(blue, [blue, control])).toBe('Blue')
  expect(readingName(control, [blue, control])).toBe('Blue, without captions')
  const again = reading(2, 'Blue')
  const names = [blue, again].map((one) => readingName(one, [blue, again]))
  expect(new Set(names).size).toBe(2)
  for (const name of names) expect(name).toMatch(/^Blue \(.+\)$/u)
})
