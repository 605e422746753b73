import type { Span } from '../../shared/domain/span.ts'
import type { Command } from '../app/command.ts'
import type { ReviewCommandOptions } from './commandOptions.ts'
import { currentPost } from './correctionSession.ts'
import { mentionRequest } from './mentionRequest.ts'
import { draftOf, suggestionsOf } from './knownPost.ts'
import { targetOf } from './selection.ts'
import { canCut, isPiece } from './wordCut.ts'

/** Bracket keys need AltGr on some keyboards and Shift on others; either is as good. */
const ANY = '[Control]+[Alt]+[Shift]+'

/** Changing spans, and taking changes back. */
export function editing({ review, readOnly }: ReviewCommandOptions): Command[] {
  const { act, session } = review
  const spanHere = (): Span | null => {
    const known = currentPost(session.get())
    const target = known === null || readOnly ? null : targetOf(known, session.get().selection)
    return target?.kind === 'span' ? target.span : null
  }
  const onSpan = (): boolean => spanHere() !== null
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
      id: 'review.inside',
      title: 'Take the word alone, for a span inside another',
      group: 'Correct',
      keys: ['i'],
      foot: 'inside',
      enabled: () => session.get().nested && onSpan(),
      run: () => act({ type: 'alone' }),
    },
    {
      id: 'review.split',
      title: 'Split the span before the cursor',
      group: 'Correct',
      keys: ['s'],
      enabled: () => {
        const span = spanHere()
        const { focus } = session.get().selection
        return span !== null && focus > span.start && focus < span.end
      },
      run: () => act({ type: 'split' }),
    },
    {
      id: 'review.splitWord',
      title: 'Split the word itself; again: at the next likely place',
      group: 'Correct',
      keys: ['b'],
      enabled: () => {
        const known = currentPost(session.get())
        return !readOnly && known !== null && canCut(known, session.get().selection)
      },
      run: () => act({ type: 'caret', move: 'likely' }),
    },
    {
      id: 'review.joinWord',
      title: 'Join the pieces of a split word',
      group: 'Correct',
      keys: ['Shift+b'],
      foot: 'join word',
      enabled: () => {
        const known = currentPost(session.get())
        return !readOnly && known !== null && isPiece(known, session.get().selection.focus)
      },
      run: () => act({ type: 'joinWord' }),
    },
    {
      id: 'review.merge',
      title: 'Merge the span with the next one',
      group: 'Correct',
      keys: ['Shift+s'],
      enabled: () => {
        const span = spanHere()
        const known = currentPost(session.get())
        return span !== null && known !== null && draftOf(known).some(({ start }) => start >= span.end)
      },
      run: () => act({ type: 'merge' }),
    },
    {
      id: 'review.sameMention',
      title: 'The same mention elsewhere',
      group: 'Correct',
      keys: ['a'],
      foot: 'all mentions',
      enabled: onSpan,
      run: () => {
        const [span, { postId }] = [spanHere(), session.get()]
        if (span === null || postId === null) return
        review.panels.set((panels) => ({ ...panels, bulk: mentionRequest(postId, span) }))
      },
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
