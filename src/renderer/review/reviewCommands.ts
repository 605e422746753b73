import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { Command } from '../app/command.ts'
import { currentPost } from './correctionSession.ts'
import type { KnownPost } from './knownPost.ts'
import { drawnSpans, suggestionsOf } from './knownPost.ts'
import { SEARCH_ID } from './QueueHead.tsx'
import type { Review } from './review.ts'
import { neighbourSpan, targetOf } from './selection.ts'
import { tokenOnLine } from './tokenId.ts'

interface ReviewCommandOptions {
  readonly review: Review
  readonly labels: readonly LabelDefinition[]
  readonly readOnly: boolean
  readonly announce: (words: string) => void
  readonly toggleEvidence: () => void
}

/** Below this score N stops at a span. */
export const UNCERTAIN = 0.75

/** Bracket keys need AltGr on some keyboards and Shift on others; either is as good. */
const ANY = '[Control]+[Alt]+[Shift]+'

/** Everything the review screen can do, in the order of the foot line. */
export function reviewCommands(options: ReviewCommandOptions): readonly Command[] {
  const groups = [deciding, moving, editing, looking].flatMap((make) => make(options))
  return [...groups, ...labelling(options, new Set(groups.flatMap(({ keys }) => keys)))]
}

/** Saves the draft as gold, marks the post reviewed and goes on. */
export function acceptAndNext({ review, announce }: Pick<ReviewCommandOptions, 'review' | 'announce'>): void {
  review.act({ type: 'accept' })
  if (!review.queue.step(1)) announce('Accepted. This was the last post of the queue.')
}

function moving({ review, announce }: ReviewCommandOptions): Command[] {
  const { act, queue } = review
  const post = (): KnownPost | null => currentPost(review.session.get())
  const open = (): boolean => post() !== null
  const canTab = (delta: 1 | -1): boolean => {
    const known = post()
    return known !== null && neighbourSpan(known, review.session.get().selection, delta) !== null
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

function editing({ review, readOnly }: ReviewCommandOptions): Command[] {
  const { act, session } = review
  const onSpan = (): boolean => {
    const known = currentPost(session.get())
    return !readOnly && known !== null && targetOf(known, session.get().selection).kind === 'span'
  }
  const canTake = (): boolean => {
    const known = currentPost(session.get())
    return !readOnly && known !== null && suggestionsOf(known).length > 0
  }
  const edge = (
    id: string,
    title: string,
    side: 'start' | 'end',
    delta: number,
    keys: string[],
    foot?: string,
  ): Command => ({
    id: `review.${id}`,
    title,
    group: 'Correct',
    keys,
    ...(foot === undefined ? {} : { foot }),
    repeats: true,
    enabled: onSpan,
    run: () => act({ type: 'edge', edge: side, delta }),
  })
  return [
    edge('startOut', 'Left edge one token out', 'start', -1, [`${ANY}[`, 'Alt+Shift+ArrowLeft'], 'left edge'),
    edge('startIn', 'Left edge one token in', 'start', 1, [`${ANY}]`, 'Alt+Shift+ArrowRight'], 'left edge'),
    edge('endIn', 'Right edge one token in', 'end', -1, [`${ANY}{`, 'Alt+ArrowLeft'], 'right edge'),
    edge('endOut', 'Right edge one token out', 'end', 1, [`${ANY}}`, 'Alt+ArrowRight'], 'right edge'),
    {
      id: 'review.remove',
      title: 'Remove the span',
      group: 'Correct',
      keys: ['x', 'Delete', 'Backspace'],
      foot: 'remove',
      enabled: onSpan,
      run: () => act({ type: 'remove' }),
    },
    {
      id: 'review.take',
      title: 'Take the suggestion',
      group: 'Correct',
      keys: ['t'],
      foot: 'take',
      enabled: canTake,
      run: () => act({ type: 'take' }),
    },
    {
      id: 'review.undo',
      title: 'Undo',
      group: 'Correct',
      keys: ['u', '$mod+z'],
      foot: 'undo',
      enabled: () => session.get().undo.length > 0,
      run: () => act({ type: 'undo' }),
    },
    {
      id: 'review.redo',
      title: 'Redo',
      group: 'Correct',
      keys: ['Shift+u', '$mod+Shift+z', '$mod+y'],
      enabled: () => session.get().redo.length > 0,
      run: () => act({ type: 'redo' }),
    },
  ]
}

function deciding(options: ReviewCommandOptions): Command[] {
  const { review, readOnly } = options
  const writable = (): boolean => !readOnly && currentPost(review.session.get()) !== null
  const group = 'Decide'
  return [
    {
      id: 'review.accept',
      title: 'Accept and go to the next post',
      group,
      keys: ['Enter'],
      where: 'content',
      enabled: writable,
      run: () => acceptAndNext(options),
    },
    {
      id: 'review.acceptStay',
      title: 'Accept and stay',
      group,
      keys: ['Space'],
      where: 'content',
      enabled: writable,
      run: () => {
        review.act({ type: 'accept' })
        options.announce('Accepted')
      },
    },
    {
      id: 'review.flag',
      title: 'Flag or unflag the post',
      group,
      keys: ['f'],
      enabled: writable,
      run: () => review.act({ type: 'flag' }),
    },
    {
      id: 'review.comment',
      title: 'Comment on the post',
      group,
      keys: ['c'],
      enabled: writable,
      run: () => show(review, 'comment', true),
    },
  ]
}

function looking({ review, toggleEvidence }: ReviewCommandOptions): Command[] {
  const open = (): boolean => currentPost(review.session.get()) !== null
  const group = 'Look'
  return [
    {
      id: 'review.evidence',
      title: 'Evidence for the span',
      group,
      keys: ['e'],
      foot: 'evidence',
      enabled: open,
      run: toggleEvidence,
    },
    {
      id: 'review.zoom',
      title: 'Zoom the picture',
      group,
      keys: ['g'],
      foot: 'zoom',
      enabled: () => currentPost(review.session.get())?.detail.picture?.state === 'ok',
      run: () => show(review, 'zoomed', !review.panels.get().zoomed),
    },
    {
      id: 'review.filter',
      title: 'Filter the queue',
      group,
      keys: ['Shift+f'],
      enabled: () => true,
      run: () => show(review, 'filter', !review.panels.get().filter),
    },
    {
      id: 'review.drawer',
      title: 'Show or hide the queue',
      group,
      keys: ['q'],
      enabled: () => window.matchMedia('(max-width: 1099px)').matches,
      run: () => show(review, 'drawer', !review.panels.get().drawer),
    },
    {
      id: 'review.unselect',
      title: 'Leave the span',
      group: 'Move',
      keys: ['Escape'],
      where: 'content',
      enabled: () => review.session.get().selection.span !== null,
      run: () => review.act({ type: 'select', span: null }),
    },
  ]
}

/** Number keys by place, letter keys where no command has the letter already. */
function labelling(
  { review, labels, readOnly }: ReviewCommandOptions,
  taken: ReadonlySet<string>,
): Command[] {
  return labels.map(({ name, title, key }, index) => ({
    id: `review.label.${name}`,
    title: `${title} (${name})`,
    group: 'Type',
    keys: [
      ...(index < 9 ? [`[Shift]+${String(index + 1)}`] : []),
      ...(key === '' || taken.has(key) ? [] : [key]),
    ],
    enabled: () => !readOnly && currentPost(review.session.get()) !== null,
    run: () => review.act({ type: 'label', label: name }),
  }))
}

/** First within the post, then in the posts after it. */
async function nextUncertain(review: Review, announce: (words: string) => void): Promise<void> {
  const { selection } = review.session.get()
  const known = currentPost(review.session.get())
  const from = selection.span?.start ?? selection.focus - 1
  const here = known?.state.status === 'unreviewed' ? uncertainSpans(known) : []
  const span = here.find(({ start }) => start > from)
  if (span !== undefined) review.act({ type: 'select', span })
  else if (!(await review.queue.nextUncertain(UNCERTAIN))) announce('No uncertain span is left.')
}

/** Spans on screen that the model was unsure of and nobody has confirmed. */
function uncertainSpans(known: KnownPost): Span[] {
  return drawnSpans(known)
    .filter(
      ({ kind, prediction }) => kind !== 'confirmed' && prediction !== null && prediction.score <= UNCERTAIN,
    )
    .map(({ span }) => span)
}

function show(review: Review, panel: 'comment' | 'zoomed' | 'drawer' | 'filter', open: boolean): void {
  review.panels.set((panels) => ({ ...panels, [panel]: open }))
}
