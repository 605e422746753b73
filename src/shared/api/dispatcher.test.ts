import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../domain/json.ts'
import { createCoreEvents } from './coreEvents.ts'
import { createDispatcher } from './dispatcher.ts'
import { memoryTransport } from './memoryTransport.ts'
import { MESSAGE_LIMITS, messageProblem } from './messages.ts'
import { testHandlers } from './testing/testHandlers.ts'

/** Sends one raw message and returns the answer, with how often any handler ran. */
async function answerTo(message: unknown): Promise<{ answer: unknown; handled: number }> {
  let handled = 0
  const count = (): never => {
    handled += 1
    throw new Error('must not be called')
  }
  const handlers = testHandlers({ 'posts.get': count, 'app.setAuthor': count, 'corrections.save': count })
  const dispatcher = createDispatcher({ handlers, events: createCoreEvents(), report: () => 'entry' })
  const [client, core] = memoryTransport()
  dispatcher.attach(core, 'test')
  const answer = await new Promise((resolve) => {
    client.onMessage(resolve)
    client.send(message as Json)
  })
  return { answer, handled }
}

const refusal = { type: 'error', id: 1, error: { kind: 'invalid-input' } }
const ownProto = JSON.parse('{"id":1,"__proto__":{"admin":true}}') as Json
const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)])

test.each<[string, unknown, unknown]>([
  ['an unknown method', 'posts.drop', {}],
  ['a method of Object.prototype', 'constructor', {}],
  ['a method named __proto__', '__proto__', {}],
  ['a method that is not text', 7, {}],
  ['no method', undefined, {}],
  ['an extra field', 'posts.get', { id: 1, more: 1 }],
  ['a wrong type', 'posts.get', { id: '1' }],
  ['a missing field', 'posts.get', {}],
  ['params that are no object', 'posts.get', 'id'],
  ['no params', 'posts.get', undefined],
  ['a fraction for an id', 'posts.get', { id: 1.5 }],
  ['a number beyond exact integers', 'posts.get', { id: 2 ** 60 }],
  ['a __proto__ key', 'posts.get', ownProto],
  ['a __proto__ key deep inside', 'corrections.save', { after: { spans: [ownProto] } }],
  ['ten million characters', 'app.setAuthor', { author: 'x'.repeat(10_000_000) }],
  ['deep nesting', 'posts.get', { id: nested(1000) }],
])('%s is refused as invalid input and no handler runs', async (_name, method, params) => {
  const { answer, handled } = await answerTo({ type: 'call', id: 1, method, params })
  expect(answer).toMatchObject(refusal)
  expect(handled).toBe(0)
})

test('arbitrary params of a write never reach the handler unless the contract allows them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (params) => {
      const { answer, handled } = await answerTo({ type: 'call', id: 1, method: 'corrections.save', params })
      expect(answer).toMatchObject(refusal)
      expect(handled).toBe(0)
    }),
    { numRuns: 200 },
  )
})

test('a call id that is still in use is refused', async () => {
  const handlers = testHandlers({ 'posts.get': () => new Promise(() => undefined) })
  const dispatcher = createDispatcher({ handlers, events: createCoreEvents(), report: () => 'entry' })
  const [client, core] = memoryTransport()
  dispatcher.attach(core, 'test')
  const answer = await new Promise((resolve) => {
    client.onMessage(resolve)
    client.send({ type: 'call', id: 1, method: 'posts.get', params: { id: 1 } })
    client.send({ type: 'call', id: 1, method: 'posts.get', params: { id: 2 } })
  })
  expect(answer).toMatchObject(refusal)
})

test.each([
  ['a look at a picture', 'posts.look', { id: 1 }],
  ['a model that is copied out', 'models.export', { model: 'bundled', token: 'any', name: 'Copy' }],
  ['a model that is copied in', 'models.import', { token: 'any' }],
])('a write does not wait for %s', async (_name, method, params) => {
  const handlers = testHandlers({
    [method]: () => new Promise(() => undefined),
    'app.setAuthor': () => ({}),
  })
  const dispatcher = createDispatcher({ handlers, events: createCoreEvents(), report: () => 'entry' })
  const [client, core] = memoryTransport()
  dispatcher.attach(core, 'test')
  const answer = await new Promise((resolve) => {
    client.onMessage(resolve)
    client.send({ type: 'call', id: 1, method, params })
    client.send({ type: 'call', id: 2, method: 'app.setAuthor', params: { author: 'Ada' } })
  })
  expect(answer).toEqual({ type: 'result', id: 2, result: {} })
})

test('a message at the limits passes, one beyond does not', () => {
  expect(messageProblem('x'.repeat(MESSAGE_LIMITS.characters))).toBeNull()
  expect(messageProblem('x'.repeat(MESSAGE_LIMITS.characters + 1))).toContain('larger')
  expect(messageProblem(nested(MESSAGE_LIMITS.depth))).toBeNull()
  expect(messageProblem(nested(MESSAGE_LIMITS.depth + 1))).toContain('nested')
})
