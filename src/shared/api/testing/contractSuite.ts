import { describe, expect, test } from 'vitest'
import { createCancel } from '../cancel.ts'
import { createClient } from '../client.ts'
import type { Client } from '../client.ts'
import type { Handlers } from '../contract.ts'
import { createCoreEvents } from '../coreEvents.ts'
import type { CoreEvents } from '../coreEvents.ts'
import { createDispatcher } from '../dispatcher.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { Transport } from '../transport.ts'
import { WorkbenchError } from '../workbenchError.ts'
import { testHandlers } from './testHandlers.ts'

/** What a kind of transport must offer to be put through the suite. */
export interface ConnectedTransport {
  /** The client's end, open. The other end is already attached to the dispatcher. */
  readonly transport: Transport
  /** Ends the connection from the core's side. */
  cut: () => void
  /** Frees whatever the connection stood on (a server, a port). */
  dispose(): Promise<void>
}
export type Connect = (dispatcher: Dispatcher) => Promise<ConnectedTransport>

interface Connection {
  readonly client: Client
  readonly transport: Transport
  readonly events: CoreEvents
  readonly reported: unknown[]
  cut: () => void
}

/** The promises every transport keeps. Import it in the test of a transport and hand over how to connect. */
export function describeContract(name: string, connect: Connect): void {
  async function connected(
    handlers: Partial<Handlers>,
    test: (connection: Connection) => Promise<void>,
  ): Promise<void> {
    const reported: unknown[] = []
    const events = createCoreEvents()
    const report = (error: unknown): string => {
      reported.push(error)
      return `entry-${reported.length}`
    }
    const dispatcher = createDispatcher({ handlers: testHandlers(handlers), events, report })
    const end = await connect(dispatcher)
    const client = createClient(end.transport)
    try {
      await test({ client, transport: end.transport, events, reported, cut: end.cut })
    } finally {
      client.close()
      await end.dispose()
    }
  }

  describe(`contract over ${name}`, () => {
    test('a call returns what its handler returned', () =>
      connected({ 'posts.position': ({ id }) => ({ position: id + 1 }) }, async ({ client }) => {
        const answer = await client.call('posts.position', { id: 4, filter: {}, order: 'file' })
        expect(answer).toEqual({ position: 5 })
      }))

    test('answers find their call although they come in another order', () => {
      const gate = createGate()
      const handlers: Partial<Handlers> = {
        'posts.position': async ({ id }) => {
          if (id === 1) await gate.opened
          else gate.open()
          return { position: id }
        },
      }
      return connected(handlers, async ({ client }) => {
        const answers = await Promise.all(
          [1, 2].map((id) => client.call('posts.position', { id, filter: {}, order: 'file' })),
        )
        expect(answers).toEqual([{ position: 1 }, { position: 2 }])
      })
    })

    test('writes run one at a time, in the order they were sent', () => {
      const log: string[] = []
      const handlers: Partial<Handlers> = {
        'app.setAuthor': async ({ author }) => {
          log.push(`begin ${author}`)
          for (let turn = 0; turn < 5; turn++) await Promise.resolve()
          log.push(`end ${author}`)
          return {}
        },
      }
      return connected(handlers, async ({ client }) => {
        const authors = ['a', 'b', 'c']
        await Promise.all(authors.map((author) => client.call('app.setAuthor', { author })))
        expect(log).toEqual(authors.flatMap((author) => [`begin ${author}`, `end ${author}`]))
      })
    })

    test('a failed write does not hold up the next one', () => {
      const handlers: Partial<Handlers> = {
        'app.setAuthor': ({ author }) => {
          if (author === 'bad') throw new WorkbenchError('storage', 'The disk is full.')
          return {}
        },
      }
      return connected(handlers, async ({ client }) => {
        const refused = client.call('app.setAuthor', { author: 'bad' })
        const taken = client.call('app.setAuthor', { author: 'good' })
        await expect(refused).rejects.toMatchObject({ kind: 'storage', message: 'The disk is full.' })
        await expect(taken).resolves.toEqual({})
      })
    })

    test('an expected failure keeps its kind, message and details', () => {
      const handlers: Partial<Handlers> = {
        'posts.get': () => {
          throw new WorkbenchError('conflict', 'Someone was faster.', { revision: 3, theirs: ['é', null] })
        },
      }
      return connected(handlers, async ({ client, reported }) => {
        const failure = await failed(client.call('posts.get', { id: 1 }))
        expect(failure).toBeInstanceOf(WorkbenchError)
        expect(failure).toMatchObject({
          kind: 'conflict',
          message: 'Someone was faster.',
          details: { revision: 3, theirs: ['é', null] },
        })
        expect(reported).toEqual([])
      })
    })

    test('an unexpected failure is logged; the client learns the log entry and nothing of its text or stack', () => {
      const handlers: Partial<Handlers> = {
        'posts.get': () => {
          throw new TypeError('secret is not a function')
        },
      }
      return connected(handlers, async ({ client, reported }) => {
        const failure = await failed(client.call('posts.get', { id: 1 }))
        expect(failure).toMatchObject({ kind: 'internal', details: null })
        expect((failure as Error).message).toContain('entry-1')
        expect((failure as Error).message).not.toMatch(/secret|TypeError|\.ts:/)
        expect(reported).toHaveLength(1)
      })
    })

    test('a call that is cancelled rejects at once and its handler is told', () => {
      const started = createGate()
      const stopped = createGate()
      const handlers: Partial<Handlers> = {
        'posts.get': async (_params, { signal }) => {
          signal.addEventListener('abort', () => {
            stopped.open()
          })
          started.open()
          await stopped.opened
          throw new WorkbenchError('cancelled', 'stopped')
        },
        'projects.recent': () => [],
      }
      return connected(handlers, async ({ client }) => {
        const controller = createCancel()
        const call = client.call('posts.get', { id: 1 }, { signal: controller.signal })
        await started.opened
        controller.cancel()
        await expect(call).rejects.toMatchObject({ kind: 'cancelled' })
        await stopped.opened
        await expect(client.call('projects.recent', {})).resolves.toEqual([])
      })
    })

    test('a write that is cancelled while it waits is never begun', () => {
      const gate = createGate()
      const begun: string[] = []
      const handlers: Partial<Handlers> = {
        'app.setAuthor': async ({ author }) => {
          begun.push(author)
          await gate.opened
          return {}
        },
      }
      return connected(handlers, async ({ client }) => {
        const controller = createCancel()
        const first = client.call('app.setAuthor', { author: 'first' })
        const second = client.call('app.setAuthor', { author: 'second' }, { signal: controller.signal })
        const third = client.call('app.setAuthor', { author: 'third' })
        controller.cancel()
        await expect(second).rejects.toMatchObject({ kind: 'cancelled' })
        // The cancel message travels behind the calls; one answered read shows that it has arrived.
        await failed(client.call('jobs.list', {}))
        gate.open()
        await Promise.all([first, third])
        expect(begun).toEqual(['first', 'third'])
      })
    })

    test('a page of 500 posts arrives whole', () => {
      const text = `${'Ünïcödé 👩🏽‍🚀 שלום '.repeat(8)}\u2028"\\\u0000`
      const row = (id: number) => ({
        id,
        externalId: `post-${id}`,
        text,
        mentions: [{ start: 0, end: 7, type: 'PER' }],
        status: 'unreviewed' as const,
        flagged: false,
        spanCount: 1,
        leastScore: 0.123456789,
        problemCount: 0,
      })
      const page = {
        total: 100_000,
        reviewed: 0,
        offset: 99_500,
        rows: Array.from({ length: 500 }, (_, index) => row(99_500 + index)),
      }
      return connected({ 'posts.page': () => page }, async ({ client }) => {
        const query = { filter: {}, order: 'file', offset: 99_500, limit: 500 } as const
        expect(await client.call('posts.page', query)).toEqual(page)
      })
    })

    test('events arrive in order, and before the answer of the call that caused them', () => {
      const events: CoreEvents[] = []
      const handlers: Partial<Handlers> = {
        'app.setAuthor': () => {
          for (let id = 0; id < 50; id++) {
            events[0]?.emit('store.changed', { topics: ['posts'], postIds: [id] })
          }
          return {}
        },
      }
      return connected(handlers, async ({ client, events: own }) => {
        events.push(own)
        const seen: unknown[] = []
        client.on('store.changed', ({ postIds }) => seen.push(postIds))
        await client.call('app.setAuthor', { author: 'a' })
        expect(seen).toEqual(Array.from({ length: 50 }, (_, id) => [id]))
      })
    })

    test('a listener that was taken off hears nothing more', () =>
      connected({ 'projects.recent': () => [] }, async ({ client, events }) => {
        const seen: string[] = []
        const off = client.on('model.state', ({ note }) => seen.push(note))
        events.emit('model.state', { model: null, device: null, note: 'one' })
        await client.call('projects.recent', {})
        off()
        events.emit('model.state', { model: null, device: null, note: 'two' })
        await client.call('projects.recent', {})
        expect(seen).toEqual(['one'])
      }))

    test('a wrong event or result stays inside and is logged', () =>
      connected({ 'posts.position': () => ({ position: -1 }) }, async ({ client, events, reported }) => {
        const seen: unknown[] = []
        client.on('store.changed', (payload) => seen.push(payload))
        events.emit('store.changed', { topics: ['posts'], postIds: [-1] })
        const call = client.call('posts.position', { id: 1, filter: {}, order: 'file' })
        await expect(call).rejects.toMatchObject({ kind: 'internal' })
        expect(seen).toEqual([])
        expect(reported).toHaveLength(2)
      }))

    test('a lost connection rejects every pending and later call with kind disconnected', () =>
      connected({ 'posts.get': () => new Promise(() => undefined) }, async ({ client, cut }) => {
        const closed = new Promise<void>((resolve) => client.onClose(resolve))
        const calls = [1, 2, 3].map((id) => failed(client.call('posts.get', { id })))
        cut()
        for (const failure of await Promise.all(calls))
          expect(failure).toMatchObject({ kind: 'disconnected' })
        await closed
        await expect(client.call('posts.get', { id: 4 })).rejects.toMatchObject({ kind: 'disconnected' })
      }))

    test('closing the client cancels what was being read for it', () => {
      const started = createGate()
      const stopped = createGate()
      const handlers: Partial<Handlers> = {
        'posts.get': (_params, { signal }) => {
          signal.addEventListener('abort', () => {
            stopped.open()
          })
          started.open()
          return new Promise(() => undefined)
        },
      }
      return connected(handlers, async ({ client }) => {
        const call = failed(client.call('posts.get', { id: 1 }))
        await started.opened
        client.close()
        expect(await call).toMatchObject({ kind: 'disconnected' })
        await stopped.opened
      })
    })

    test('a message that is no request is ignored and the next call works', () =>
      connected({ 'projects.recent': () => [] }, async ({ client, transport }) => {
        for (const message of [null, 7, 'call', [], {}, { type: 'call' }, { type: 'cancel', id: 999 }]) {
          transport.send(message)
        }
        await expect(client.call('projects.recent', {})).resolves.toEqual([])
      }))
  })
}

function failed(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('the call was expected to fail')
    },
    (error: unknown) => error,
  )
}

interface Gate {
  readonly opened: Promise<void>
  open(): void
}

function createGate(): Gate {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return {
    opened,
    open: () => {
      open()
    },
  }
}
