import type { Span } from '../../shared/domain/span.ts'
import type { Command } from '../app/command.ts'
import { UNCERTAIN } from './commandOptions.ts'
import type { CommandedReview, ReviewCommandOptions } from './commandOptions.ts'
import { currentPost } from './correctionSession.ts'
import type { KnownPost } from './knownPost.ts'
import { drawnSpans } from './knownPost.ts'
import { nextName } from './nextName.ts'
import { SEARCH_ID } from './elementIds.ts'
import { neighbourSpan } from './selection.ts'
import { tokenOnLine } from './tokenId.ts'

/** Going about: tokens, spans, posts. */
export function moving({ review, announce }: ReviewCommandOptions): Command[] {
  const { act, queue } = review
  const post = (): KnownPost | null => currentPost(review.session.get())
  const open = (): boolean => post() !== null
  const canTab = (delta: 1 | -1): boolean => {
    const known = post()
    return known !== null && neighbourSpan(known, review.session.get().selection, delta) !== null
  }
  const nameAhead = (): ReturnType<typeof nextName> => {
    const known = post()
    return known === null ? null : nextName(known, review.session.get().selection)
  }
  const line = (direction: 1 | -1): void => {
    const token = tokenOnLine(review.session.get().selection.focus, direction)
    if (token !== null) act({ type: 'tokenAt', token, extend: false })
  }
  const walk = (delta: 1 | -1, otherwise: string): void => {
    if (!queue.step(delta)) announce(otherwise)
  }
  const group = 'Move'
  const content = { group, where: 'content', repeats: true, enabled: open } as const
  return [
    {
      ...content,
      id: 'review.tokenLeft',
      title: 'Previous token',
      keys: ['ArrowLeft'],
      foot: 'token',
      run: () => act({ type: 'token', delta: -1, extend: false }),
    },
    {
      ...content,
      id: 'review.tokenRight',
      title: 'Next token',
      keys: ['ArrowRight'],
      foot: 'token',
      run: () => act({ type: 'token', delta: 1, extend: false }),
    },
    {
      ...content,
      id: 'review.lineUp',
      title: 'Token on the line above',
      keys: ['ArrowUp'],
      run: () => line(-1),
    },
    {
      ...content,
      id: 'review.lineDown',
      title: 'Token on the line below',
      keys: ['ArrowDown'],
      run: () => line(1),
    },
    {
      ...content,
      id: 'review.firstToken',
      title: 'First token',
      keys: ['Home'],
      run: () => act({ type: 'tokenAt', token: 0, extend: false }),
    },
    {
      ...content,
      id: 'review.lastToken',
      title: 'Last token',
      keys: ['End'],
      run: () => act({ type: 'tokenAt', token: Infinity, extend: false }),
    },
    {
      ...content,
      id: 'review.extendLeft',
      title: 'Extend to the previous token',
      keys: ['Shift+ArrowLeft'],
      run: () => act({ type: 'token', delta: -1, extend: true }),
    },
    {
      ...content,
      id: 'review.extendRight',
      title: 'Extend to the next token',
      keys: ['Shift+ArrowRight'],
      foot: 'extend',
      run: () => act({ type: 'token', delta: 1, extend: true }),
    },
    {
      ...content,
      id: 'review.nextSpan',
      title: 'Next span',
      keys: ['Tab'],
      foot: 'span',
      enabled: () => canTab(1),
      run: () => act({ type: 'span', delta: 1 }),
    },
    {
      ...content,
      id: 'review.previousSpan',
      title: 'Previous span',
      keys: ['Shift+Tab'],
      enabled: () => canTab(-1),
      run: () => act({ type: 'span', delta: -1 }),
    },
    {
      id: 'review.nextName',
      title: 'Next words that look like a name and are none yet',
      group,
      keys: ['w'],
      enabled: () => nameAhead() !== null,
      run: () => {
        const name = nameAhead()
        if (name === null) return
        act({ type: 'tokenAt', token: name.start, extend: false })
        act({ type: 'tokenAt', token: name.end - 1, extend: true })
      },
    },
    {
      id: 'review.next',
      title: 'Next post',
      group,
      keys: ['j', 'PageDown'],
      foot: 'post',
      repeats: true,
      enabled: open,
      run: () => walk(1, 'This is the last post of the queue.'),
    },
    {
      id: 'review.previous',
      title: 'Previous post',
      group,
      keys: ['k', 'PageUp'],
      foot: 'post',
      repeats: true,
      enabled: open,
      run: () => walk(-1, 'This is the first post of the queue.'),
    },
    {
      id: 'review.nextUncertain',
      title: 'Next uncertain span',
      group,
      keys: ['n'],
      foot: 'uncertain',
      enabled: open,
      run: () => {
        nextUncertain(review, announce).catch(() =>
          announce('The program did not answer. Try again when it is back.'),
        )
      },
    },
    {
      id: 'review.search',
      title: 'Search posts',
      group,
      keys: ['[Shift]+/'],
      enabled: () => document.getElementById(SEARCH_ID) !== null,
      run: () => document.getElementById(SEARCH_ID)?.focus(),
    },
  ]
}

/** First within the post, then in the posts after it. */
async function nextUncertain(review: CommandedReview, announce: (words: string) => void): Promise<void> {
  const { selection } = review.session.get()
  const known = currentPost(review.session.get())
  const from = selection.span?.start ?? selection.focus - 1
  if (known !== null && selectUncertain(review, known, from)) return
  const found = await review.queue.nextUncertain(UNCERTAIN)
  if (found === null) announce('No uncertain span is left.')
  const opened = currentPost(review.session.get())
  // Who went on meanwhile stays where they are.
  if (opened !== null && opened.detail.id === found) selectUncertain(review, opened, -1)
}

/** Selects the first span after the token `from` that the model was unsure of; false: there is none. */
function selectUncertain(review: CommandedReview, known: KnownPost, from: number): boolean {
  const here = known.state.status === 'unreviewed' ? uncertainSpans(known) : []
  const span = here.find(({ start }) => start > from)
  if (span !== undefined) review.act({ type: 'select', span })
  return span !== undefined
}

/** Spans on screen that the model was unsure of and nobody has confirmed. */
function uncertainSpans(known: KnownPost): Span[] {
  return drawnSpans(known)
    .filter(
      ({ kind, prediction }) => kind !== 'confirmed' && prediction !== null && prediction.score <= UNCERTAIN,
    )
    .map(({ span }) => span)
}
