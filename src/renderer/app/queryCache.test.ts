import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventPayload, MethodName } from '../../shared/api/contract.ts'
import type { Connection } from './connection.ts'
import { createQueries, followChanges } from './queryCache.ts'

type Change = EventPayload<'store.changed'>

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Which of these answers are out of date after a change. */
function outOfDate(methods: readonly MethodName[], change: Change): readonly MethodName[] {
  const listeners: ((payload: Change) => void)[] = []
  const connection = {
    on: (_: string, listener: (payload: Change) => void) => listeners.push(listener),
    state: { get: () => 'open', subscribe: () => () => undefined },
  } as unknown as Connection
  const queries = createQueries()
  for (const method of methods) queries.setQueryData([method, {}], {})
  followChanges(connection, queries, { next: (work) => (work(), () => undefined) })
  for (const listener of listeners) listener(change)
  vi.advanceTimersByTime(1000)
  return methods.filter((method) => queries.getQueryState([method, {}])?.isInvalidated === true)
}

test('imported posts may be labelled: all that counts gold is asked again, and what a file was held against', () => {
  const counted = [
    ...(['errors.report', 'errors.examples', 'errors.causes', 'errors.sideBySide'] as const),
    ...(['errors.suspicious', 'training.plan', 'export.plan', 'lint.report', 'import.compare'] as const),
  ]
  const untouched = ['models.list', 'corrections.history', 'app.info'] as const
  // as import says it
  const change: Change = { topics: ['project', 'posts'], postIds: null }
  expect(outOfDate([...counted, ...untouched], change)).toEqual(counted)
})
