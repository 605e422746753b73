import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLull } from './lull.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function started() {
  const target = new EventTarget()
  const done: number[] = []
  const begun = Date.now()
  const lull = createLull(target, Date.now)
  return {
    done,
    press: () => target.dispatchEvent(new Event('keydown')),
    ask: () => lull.next(() => done.push(Date.now() - begun)),
  }
}

test('work waits until nobody has pressed a key for a moment', () => {
  const { done, press, ask } = started()
  ask()
  vi.advanceTimersByTime(200)
  press()
  vi.advanceTimersByTime(200)
  press()
  vi.advanceTimersByTime(299)
  expect(done).toEqual([])
  vi.advanceTimersByTime(1)
  expect(done).toEqual([700])
})

test('someone who never pauses does not hold it up for ever', () => {
  const { done, press, ask } = started()
  ask()
  for (let key = 0; key < 50; key++) {
    press()
    vi.advanceTimersByTime(60)
  }
  expect(done).toEqual([2000])
})

test('work that was called off is not done', () => {
  const { done, ask } = started()
  ask()()
  vi.advanceTimersByTime(5000)
  expect(done).toEqual([])
})
