import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PostState } from '../../shared/domain/post.ts'
import type { Edit } from './correctionSession.ts'
import { createSaveQueue } from './saveQueue.ts'
import { createUnsavedEdits } from './unsavedEdits.ts'

const state = (comment: string): PostState => ({ spans: null, status: 'unreviewed', flagged: false, comment })
const edit = (id: number, postId = 1): Edit => ({
  editId: `edit-${String(id)}`,
  postId,
  expectedRevision: id,
  after: state(String(id)),
  undoes: null,
})

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> {
  const entries = new Map<string, string>()
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size
    },
  }
}

function raise(error: Error): never {
  throw error
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('createSaveQueue', () => {
  it('counts an edit at once, and sends it only after it was written down', async () => {
    const kept = createUnsavedEdits(memoryStorage(), 'p', () => 0)
    const sent: string[] = []
    const later: (() => void)[] = []
    const queue = createSaveQueue({
      kept,
      defer: (work) => later.push(work),
      send: ({ editId }) => {
        sent.push(editId)
        return Promise.resolve()
      },
    })
    queue.add(edit(0))
    queue.add(edit(1))
    expect(queue.state.get().unsaved).toBe(2)
    expect(kept.all()).toEqual([])
    later.shift()?.()
    await settled()
    expect(sent).toEqual(['edit-0'])
    later.shift()?.()
    await settled()
    expect(sent).toEqual(['edit-0', 'edit-1'])
    expect(queue.state.get().unsaved).toBe(0)
  })

  it('saves in order, one at a time, and keeps each edit until it is acknowledged', async () => {
    const kept = createUnsavedEdits(memoryStorage(), 'p', () => 0)
    const sent: string[] = []
    const answers: (() => void)[] = []
    const queue = createSaveQueue({
      kept,
      send: ({ editId }) => {
        sent.push(editId)
        return new Promise<void>((resolve) => answers.push(resolve))
      },
    })
    queue.add(edit(1))
    queue.add(edit(2))
    expect(sent).toEqual(['edit-1'])
    expect(queue.state.get().unsaved).toBe(2)
    answers[0]?.()
    await settled()
    expect(sent).toEqual(['edit-1', 'edit-2'])
    expect(kept.all().map(({ editId }) => editId)).toEqual(['edit-2'])
    answers[1]?.()
    await settled()
    expect(queue.state.get()).toEqual({ unsaved: 0, trouble: null, conflicts: [] })
    expect(kept.all()).toEqual([])
  })

  it('loses and doubles nothing when the connection drops at random and the page dies in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('edit', 'cut before', 'cut after', 'new page', 'retry'), { maxLength: 40 }),
        async (events) => {
          const storage = memoryStorage()
          const stored: string[] = []
          let cut: 'no' | 'before' | 'after' = 'no'
          // A core that stores each edit id once and may lose the question or the answer.
          const send = ({ editId }: Edit): Promise<void> => {
            const lost = cut
            cut = 'no'
            if (lost === 'before') return Promise.reject(new WorkbenchError('disconnected', 'cut'))
            if (!stored.includes(editId)) stored.push(editId)
            return lost === 'after'
              ? Promise.reject(new WorkbenchError('disconnected', 'cut'))
              : Promise.resolve()
          }
          let clock = 0
          const page = (): ReturnType<typeof createSaveQueue> =>
            createSaveQueue({ send, kept: createUnsavedEdits(storage, 'p', () => clock++) })
          let queue = page()
          let made = 0
          for (const event of events) {
            if (event === 'edit') queue.add(edit(made++))
            else if (event === 'cut before') cut = 'before'
            else if (event === 'cut after') cut = 'after'
            else if (event === 'new page') queue = page()
            else queue.retry()
            await settled()
          }
          cut = 'no'
          queue.retry()
          await settled()
          await settled()
          expect(stored).toEqual(Array.from({ length: made }, (_, id) => `edit-${String(id)}`))
          expect(queue.state.get().unsaved).toBe(0)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('sets a conflict aside with all edits of its post, and goes on with the others', async () => {
    const kept = createUnsavedEdits(memoryStorage(), 'p', () => 0)
    const theirs = state('theirs')
    const sent: string[] = []
    const queue = createSaveQueue({
      kept,
      send: (sending) => {
        sent.push(sending.editId)
        return sending.postId === 1
          ? Promise.reject(
              new WorkbenchError('conflict', 'changed', {
                yours: { ...sending.after },
                theirs,
                revision: 9,
                author: 'Ada',
                at: '2026-01-01T00:00:00Z',
              } as never),
            )
          : Promise.resolve()
      },
    })
    queue.add(edit(1))
    queue.add(edit(2))
    queue.add(edit(3, 2))
    await settled()
    await settled()
    expect(sent).toEqual(['edit-1', 'edit-3'])
    const [conflict] = queue.state.get().conflicts
    expect(conflict).toMatchObject({ postId: 1, mine: state('2'), theirs, revision: 9, author: 'Ada' })
    expect(kept.all().map(({ editId }) => editId)).toEqual(['edit-1', 'edit-2'])
    if (conflict !== undefined) queue.settle(conflict)
    expect(kept.all()).toEqual([])
  })

  it('names a refusal and waits for a person', async () => {
    const queue = createSaveQueue({
      kept: createUnsavedEdits(memoryStorage(), 'p', () => 0),
      send: ({ editId }) =>
        editId === 'edit-1'
          ? Promise.reject(new WorkbenchError('not-found', 'This post is gone.'))
          : Promise.resolve(),
    })
    queue.add(edit(1))
    queue.add(edit(2, 2))
    await settled()
    expect(queue.state.get()).toMatchObject({
      unsaved: 2,
      trouble: { kind: 'refused', message: 'This post is gone.' },
    })
    expect(queue.discard()).toMatchObject({ editId: 'edit-1' })
    await settled()
    expect(queue.state.get()).toEqual({ unsaved: 0, trouble: null, conflicts: [] })
  })

  it('saves an edit that the browser has no room to keep', async () => {
    const kept = createUnsavedEdits(
      { ...memoryStorage(), setItem: () => raise(new DOMException('', 'QuotaExceededError')) },
      'p',
      () => 0,
    )
    const sent: string[] = []
    const queue = createSaveQueue({ kept, send: ({ editId }) => Promise.resolve(sent.push(editId)) })
    queue.add(edit(1))
    queue.add(edit(2))
    await settled()
    expect(sent).toEqual(['edit-1', 'edit-2'])
    expect(queue.state.get().unsaved).toBe(0)
  })

  it('sends nothing after it was closed, and leaves what was not saved to the next queue', async () => {
    const storage = memoryStorage()
    const sent: string[] = []
    const send = ({ editId }: Edit): Promise<void> => {
      sent.push(editId)
      return Promise.resolve()
    }
    const first = createSaveQueue({ send, kept: createUnsavedEdits(storage, 'p', () => 0) })
    first.add(edit(1))
    first.add(edit(2))
    first.close()
    await settled()
    expect(sent).toEqual(['edit-1'])
    createSaveQueue({ send, kept: createUnsavedEdits(storage, 'q', () => 0) })
    await settled()
    expect(sent).toEqual(['edit-1'])
    createSaveQueue({ send, kept: createUnsavedEdits(storage, 'p', () => 0) })
    await settled()
    expect(sent).toEqual(['edit-1', 'edit-2'])
  })
})
