import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { untilStopped } from './untilStopped.ts'

const never = new Promise<string>(() => undefined)

test('gives what the work comes to, and listens no longer', async () => {
  const { signal } = new AbortController()
  expect(await untilStopped(signal, Promise.resolve('done'))).toBe('done')
  await expect(untilStopped(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('does not wait for work that goes on when it is stopped, before or meanwhile', async () => {
  const stop = new AbortController()
  const waiting = untilStopped(stop.signal, never)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await expect(untilStopped(stop.signal, never)).rejects.toThrow('enough')
})
