import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import type { Project } from '../app/project.ts'
import { useWorkbench } from '../app/workbench.ts'
import type { Agreement, Difference } from './agreements.ts'
import { readPlace, writePlace } from './place.ts'
import { postWords } from './postWords.ts'

/** The post that is being settled, and what can be done with it. */
export interface Settling {
  readonly postId: number | null
  /** What is drawn: the post before stays until this one is there. Undefined: nothing is there yet. */
  readonly drawn: Difference | undefined
  /** What a key decides; undefined: it is on its way. */
  readonly difference: Difference | undefined
  /** Why the last choice was not stored; null: it was. */
  readonly refusal: Error | null
  /** Why the post cannot be read; null: it can. */
  readonly failure: Error | null
  readonly open: (postId: number | null) => void
  /** The next post that is not settled. */
  readonly openNext: () => void
  readonly take: (reading: 'first' | 'second') => void
  readonly undo: () => void
}

/** Queries that tell what is settled. */
const TOLD = ['agreement.list', 'agreement.posts', 'agreement.post', 'posts.get'] as const

/** Goes through the posts of a comparison; one choice is on its way at a time, and the post stays until it is stored. */
export function useSettling(
  agreement: Agreement,
  { location: project }: Project,
  linked: string | undefined,
): Settling {
  const { connection, router, review, announcement } = useWorkbench()
  const queries = useQueryClient()
  const { id, first, second } = agreement
  const postId = linked !== undefined && /^\d{1,15}$/u.test(linked) ? Number(linked) : null
  const asked = useCoreQuery(
    'agreement.post',
    { id, postId: postId ?? 0 },
    { enabled: postId !== null, keepPrevious: true },
  )
  const [refusal, setRefusal] = useState<Error | null>(null)
  const busy = useRef(false)
  /** What is said before the next post is. */
  const said = useRef('')

  const open = useCallback(
    (next: number | null) => {
      if (next === null) return
      setRefusal(null)
      router.replace('agreement', String(id), 'settle', String(next))
    },
    [router, id],
  )
  const openNext = useCallback(() => {
    connection
      .call('agreement.next', { id, after: postId ?? 0 })
      .then(({ postId: next }) => open(next), setRefusal)
  }, [connection, id, postId, open])

  // Where one stopped, else the first that is open, else the first of all.
  useEffect(() => {
    if (postId !== null) return
    const place = readPlace(window.localStorage, project)
    const begin = async (): Promise<void> => {
      if (place?.agreement === id) {
        open(place.postId)
        return
      }
      const { postId: next } = await connection.call('agreement.next', { id, after: 0 })
      const { rows } = await connection.call('agreement.posts', { id, offset: 0, limit: 1 })
      open(next ?? rows[0]?.post.id ?? null)
    }
    begin().catch(setRefusal)
  }, [connection, id, postId, project, open])
  useEffect(() => {
    if (postId !== null) writePlace(window.localStorage, project, { agreement: id, postId })
  }, [id, postId, project])

  const drawn = asked.data
  const difference = drawn?.postId === postId ? drawn : undefined
  const actions = useMemo(() => {
    /** One after the other: a key that is pressed twice must not settle the next post unseen. */
    const alone = (work: () => Promise<void>): void => {
      if (busy.current) return
      busy.current = true
      setRefusal(null)
      work()
        .catch(setRefusal)
        .finally(() => {
          busy.current = false
        })
    }
    const askAgain = (): Promise<unknown> =>
      Promise.all(TOLD.map((method) => queries.invalidateQueries({ queryKey: [method] })))
    return {
      take: (reading: 'first' | 'second') => {
        if (difference === undefined) return
        alone(async () => {
          try {
            const { made, next } = await connection.call('agreement.settle', {
              ...{ project, id, take: reading, editId: crypto.randomUUID() },
              ...{ postId: difference.postId, expectedRevision: difference.revision },
            })
            if (made !== null) review.get()?.act({ type: 'did', postId: difference.postId, made })
            const taken = `${reading === 'first' ? first : second} taken`
            if (next === null || next === difference.postId) announcement.set(taken)
            else said.current = `${taken}. `
            open(next)
          } finally {
            // Also when it was refused: the post is shown as it is now.
            await askAgain()
          }
        })
      },
      undo: () => {
        alone(async () => {
          const { undone } = await connection.call('agreement.undo', { project, id })
          if (undone === null) {
            announcement.set('Nothing to take back here')
            return
          }
          const { postId: back, editId: taken } = undone
          if (back === difference?.postId) announcement.set('Taken back')
          else said.current = 'Taken back. '
          review.get()?.act({ type: 'undid', postId: back, taken })
          open(back)
          await askAgain()
        })
      },
    }
  }, [queries, connection, review, announcement, open, project, id, first, second, difference])
  const told = useRef<number | null>(null)
  useEffect(() => {
    // Once a post, not again when it is read anew.
    if (difference === undefined || difference.postId === told.current) return
    told.current = difference.postId
    announcement.set(said.current + postWords(difference, agreement))
    said.current = ''
  }, [announcement, agreement, difference])
  const { error: failure } = asked
  return useMemo(
    () => ({ postId, drawn, difference, refusal, failure, open, openNext, ...actions }),
    [postId, drawn, difference, refusal, failure, open, openNext, actions],
  )
}
