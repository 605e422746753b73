import { QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { PostSummary } from '../../shared/domain/post.ts'
import type { Connection } from '../app/connection.ts'
import { coreQuery, createQueries } from '../app/queryCache.ts'
import { createQueueNavigator } from './queueNavigator.ts'
import type { QueueFilter, QueueNavigator } from './queueNavigator.ts'

/** A core with posts 0 to 249; odd ones are reviewed; every tenth is uncertain. */
function fakeConnection(): Connection {
  const listed = (filter: QueueFilter): number[] =>
    Array.from({ length: 250 }, (_, id) => id).filter(
      (id) =>
        (filter.status === undefined || (id % 2 === 1) === (filter.status === 'reviewed')) &&
        (filter.scoreAtMost === undefined || id % 10 === 0),
    )
  const summary = (id: number): PostSummary => ({
    id,
    externalId: String(id),
    text: '',
    mentions: [],
    status: id % 2 === 1 ? 'reviewed' : 'unreviewed',
    flagged: false,
    spanCount: 0,
    leastScore: null,
    problemCount: 0,
  })
  const answers: Record<string, (params: never) => unknown> = {
    'posts.page': ({ filter, offset, limit }: { filter: QueueFilter; offset: number; limit: number }) => {
      const ids = listed(filter)
      return { total: ids.length, reviewed: 0, offset, rows: ids.slice(offset, offset + limit).map(summary) }
    },
    'posts.position': ({ id, filter }: { id: number; filter: QueueFilter }) => {
      const at = listed(filter).indexOf(id)
      return { position: at < 0 ? null : at }
    },
    'posts.get': ({ id }: { id: number }) => ({ id, picture: null }),
  }
  return {
    call: (method: string, params: never) => Promise.resolve(answers[method]?.(params)),
  } as unknown as Connection
}

function navigator(
  connection = fakeConnection(),
  queries = createQueries(),
): { queue: QueueNavigator; opened: number[] } {
  const opened: number[] = []
  const queue = createQueueNavigator({
    connection,
    queries,
    initial: { filter: {}, order: 'file' },
    onOpen: ({ id }) => opened.push(id),
    preloadPicture: () => undefined,
  })
  return { queue, opened }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('createQueueNavigator', () => {
  it('takes every step that was asked for while the row of the post was looked for', async () => {
    const { queue } = navigator()
    await settled()
    queue.open(5)
    expect([queue.step(1), queue.step(1), queue.step(1), queue.step(-1)]).toEqual([true, true, true, true])
    await settled()
    expect(queue.state.get()).toMatchObject({ postId: 7, position: 7 })
    // as many as there are, and no more
    queue.open(247)
    for (let presses = 0; presses < 5; presses++) queue.step(1)
    await settled()
    expect(queue.state.get()).toMatchObject({ postId: 249, position: 249 })
    expect(queue.step(1)).toBe(false)
  })

  it('reads a post whose question went with a view that was left', async () => {
    const quick = fakeConnection()
    const connection = {
      call: async (method: never, params: never) => {
        await settled()
        return quick.call(method, params)
      },
    } as unknown as Connection
    const queries = createQueries()
    const { queue, opened } = navigator(connection, queries)
    queue.open(5)
    const view = new QueryObserver(queries, coreQuery(connection, 'posts.get', { id: 5 }))
    view.subscribe(() => undefined)()
    for (let turn = 0; turn < 5; turn++) await settled()
    expect([queue.state.get().error, opened]).toEqual([null, [5]])
  })

  it('finds the row of a post that was opened by its id, and goes on over the edge of a page', async () => {
    const { queue, opened } = navigator()
    queue.open(99)
    await settled()
    expect(queue.state.get().position).toBe(99)
    expect(queue.step(1)).toBe(true)
    await settled()
    expect(opened).toEqual([99, 100])
  })

  it('begins at the first post that is not reviewed', async () => {
    const { queue, opened } = navigator()
    queue.openFirst()
    await settled()
    expect(opened).toEqual([0])
  })

  it('names the trouble when the program is lost before work begins, and begins when it is asked again', async () => {
    const lost = new Error('lost')
    const connection = fakeConnection()
    let down = true
    const { queue, opened } = navigator({
      ...connection,
      call: (method, params) => (down ? Promise.reject(lost) : connection.call(method, params)),
    })
    queue.openFirst()
    await settled()
    expect(queue.state.get()).toMatchObject({ postId: null, error: lost })
    down = false
    queue.openFirst()
    await settled()
    expect(queue.state.get().error).toBeNull()
    expect(opened).toEqual([0])
  })

  it('stops at both ends', async () => {
    const { queue } = navigator()
    queue.openAt(0)
    await settled()
    expect(queue.step(-1)).toBe(false)
    queue.openAt(249)
    await settled()
    expect(queue.step(1)).toBe(false)
  })

  it('lets a step wait for the search it depends on', async () => {
    const { queue, opened } = navigator()
    queue.openAt(40)
    await settled()
    queue.setView({ filter: { status: 'unreviewed' } })
    expect(queue.step(1)).toBe(true)
    await settled()
    expect(opened).toEqual([40, 42])
    expect(queue.state.get().position).toBe(21)
  })

  it('begins at the first row when the post on screen is not in the filter', async () => {
    const { queue, opened } = navigator()
    queue.openAt(40)
    await settled()
    queue.setView({ filter: { status: 'reviewed' } })
    await settled()
    expect(queue.step(1)).toBe(true)
    await settled()
    expect(opened).toEqual([40, 1])
  })

  it('has the next post ready', async () => {
    const { queue, opened } = navigator()
    queue.openAt(10)
    await settled()
    queue.step(1)
    expect(opened).toEqual([10, 11])
  })

  it('goes to the next uncertain post and begins again after the last', async () => {
    const { queue, opened } = navigator()
    queue.openAt(200)
    await settled()
    // Told once it is open, so that its span can be selected.
    expect(await queue.nextUncertain(0.75)).toBe(210)
    expect(opened).toEqual([200, 210])
    queue.open(240)
    await settled()
    expect(await queue.nextUncertain(0.75)).toBe(0)
    expect(opened).toEqual([200, 210, 240, 0])
  })
})
