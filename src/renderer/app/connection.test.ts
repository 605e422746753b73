import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Transport } from '../../shared/api/transport.ts'
import { createConnection } from './connection.ts'

interface Attempt {
  readonly signal: AbortSignal
  readonly succeed: () => void
  readonly fail: () => void
  /** The other side ends the connection. */
  readonly end: () => void
  readonly closed: () => boolean
}

/** A host whose answers to attempts are given by hand. */
function host(): {
  readonly attempts: Attempt[]
  readonly open: (signal: AbortSignal) => Promise<Transport>
} {
  const attempts: Attempt[] = []
  const open = (signal: AbortSignal): Promise<Transport> => {
    const { promise, resolve, reject } = Promise.withResolvers<Transport>()
    let onClose = (): void => undefined
    let closed = false
    const transport: Transport = {
      send: () => undefined,
      onMessage: () => undefined,
      onClose: (listener) => (onClose = listener),
      close: () => (closed = true),
    }
    attempts.push({
      signal,
      succeed: () => resolve(transport),
      fail: () => reject(new Error('The connection was refused.')),
      end: () => onClose(),
      closed: () => closed,
    })
    return promise
  }
  return { attempts, open }
}

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('a connection that ended is made anew, at longer intervals while nobody answers', async () => {
  const { attempts, open } = host()
  const connection = createConnection(open)
  expect(connection.state.get()).toBe('connecting')
  attempts[0]?.succeed()
  await pass(0)
  expect(connection.state.get()).toBe('open')
  attempts[0]?.end()
  expect(connection.state.get()).toBe('lost')
  for (const [index, delay] of [200, 500, 1000, 1000].entries()) {
    await pass(delay - 1)
    expect(attempts).toHaveLength(index + 1)
    await pass(1)
    expect(attempts).toHaveLength(index + 2)
    attempts.at(-1)?.fail()
    await pass(0)
  }
  await pass(1000)
  attempts.at(-1)?.succeed()
  await pass(0)
  expect(connection.state.get()).toBe('open')
  await pass(60_000)
  expect(attempts).toHaveLength(6)
})

test('an attempt that is never answered is given up for the next', async () => {
  const { attempts, open } = host()
  const connection = createConnection(open)
  await pass(2999)
  expect(attempts[0]?.signal.aborted).toBe(false)
  await pass(1)
  expect(attempts[0]?.signal.aborted).toBe(true)
  expect(connection.state.get()).toBe('lost')
  // what is closed while it connects says so as an error: that is no second failure
  attempts[0]?.fail()
  await pass(200)
  expect(attempts).toHaveLength(2)
  await pass(1000)
  expect(attempts).toHaveLength(2)
  attempts[1]?.succeed()
  await pass(0)
  expect(connection.state.get()).toBe('open')
})

test('trying now takes the place of an attempt under way, whose late answer is let go', async () => {
  const { attempts, open } = host()
  const connection = createConnection(open)
  connection.retry()
  expect(attempts.map(({ signal }) => signal.aborted)).toEqual([true, false])
  attempts[1]?.succeed()
  attempts[0]?.succeed()
  await pass(60_000)
  expect(attempts.map(({ closed }) => closed())).toEqual([true, false])
  expect(attempts).toHaveLength(2)
  connection.retry()
  expect(attempts).toHaveLength(2)
})

test('a closed connection tries no more', async () => {
  const { attempts, open } = host()
  const connection = createConnection(open)
  connection.close()
  expect(attempts[0]?.signal.aborted).toBe(true)
  attempts[0]?.fail()
  await pass(60_000)
  connection.retry()
  expect(attempts).toHaveLength(1)
  await expect(connection.call('projects.current', {})).rejects.toMatchObject({ kind: 'disconnected' })
})
