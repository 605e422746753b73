import { expect, it } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Connection } from '../app/connection.ts'
import { createQueries } from '../app/queryCache.ts'
import { createStore } from '../app/store.ts'
import type { Session } from './correctionSession.ts'
import type { Request } from './request.ts'
import type { SaveState } from './saveQueue.ts'
import { createUndoTravel } from './undoTravel.ts'

const bulk = { kind: 'bulk', bulkId: 3, title: 'Oslo: LOC', posts: 12 } as const

/** Undoes a change of many posts that the core answers with this: what is applied, and what the person is told. */
async function undone(answer: object): Promise<{ applied: Request[]; told: unknown[] }> {
  const applied: Request[] = []
  const told: unknown[] = []
  const session = { undo: [bulk], redo: [], postId: null, posts: new Map() } as unknown as Session
  const { travel } = createUndoTravel({
    connection: {
      call: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    } as unknown as Connection,
    queries: createQueries(),
    session: { get: () => session },
    saves: { state: createStore<SaveState>({ unsaved: 0, trouble: null, conflicts: [] }) },
    project: 'p',
    apply: (request) => applied.push(request),
    onTrouble: (trouble) => told.push(trouble),
  })
  travel('undo')
  await new Promise((resolve) => setTimeout(resolve, 5))
  return { applied, told }
}

it('lets go of a change of many posts that was taken back elsewhere, and says so', async () => {
  const refused = new WorkbenchError(
    'refused',
    '"Oslo: LOC" has been taken back already; nothing was changed.',
  )
  expect(await undone(refused)).toEqual({
    applied: [{ type: 'bulk', way: 'undo', taken: 3, made: null }],
    told: [refused],
  })
})

it('keeps it where the core could not be asked', async () => {
  const lost = new WorkbenchError('disconnected', 'There is no connection to the program.')
  expect(await undone(lost)).toEqual({ applied: [], told: [lost] })
})

it('says which posts it left alone', async () => {
  const made = { kind: 'bulk', bulkId: 4, title: 'Oslo: LOC', posts: 11 }
  const { applied, told } = await undone({ id: 4, title: 'Oslo: LOC', changed: 11, left: 1 })
  expect(applied).toEqual([{ type: 'bulk', way: 'undo', taken: 3, made }])
  expect(told).toMatchObject([
    { message: expect.stringContaining('1 post of "Oslo: LOC" was edited') as string },
  ])
})
