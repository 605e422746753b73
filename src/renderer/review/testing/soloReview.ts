import type { PostDetail } from '../../../shared/domain/post.ts'
import { createStore } from '../../app/store.ts'
import type { CommandedReview } from '../commandOptions.ts'
import { EMPTY_SESSION, step } from '../correctionSession.ts'
import type { Session } from '../correctionSession.ts'
import type { Action } from '../sessionAction.ts'
import { CLOSED } from '../panels.ts'

/** A review of one post, without a core: the commands work on the session, and say when they leave the post. */
export interface SoloReview extends CommandedReview {
  /** Posts gone on by since it was made. */
  readonly left: () => number
}

export function soloReview(detail: PostDetail): SoloReview {
  let left = 0
  const session = createStore<Session>(step(EMPTY_SESSION, { type: 'open', detail }).session)
  return {
    session,
    panels: createStore(CLOSED),
    act: (request) =>
      session.set((current) => step(current, { editId: 'solo', ...request } as Action).session),
    queue: {
      step: (delta) => {
        left += delta
        return true
      },
      nextUncertain: () => Promise.resolve(null),
    },
    left: () => left,
  }
}

/** A post of these words; `predicted` as `start-end:TYPE:score`. */
export function soloPost(tokens: readonly string[], predicted: readonly string[]): PostDetail {
  const starts = tokens.map((_, index) =>
    tokens.slice(0, index).reduce((sum, token) => sum + token.length + 1, 0),
  )
  return {
    id: 1,
    externalId: 'solo',
    split: null,
    tokens,
    text: tokens.join(' '),
    offsets: tokens.flatMap((token, index) => [starts[index] ?? 0, (starts[index] ?? 0) + token.length]),
    caption: null,
    captionOrigin: null,
    picture: null,
    state: { spans: null, status: 'unreviewed', flagged: false, comment: '' },
    revision: 0,
    predicted: predicted.map((text) => {
      const [range = '', type = '', score = ''] = text.split(':')
      const [start = 0, end = 0] = range.split('-').map(Number)
      return { start, end, type, score: Number(score), runnerUp: null }
    }),
    imported: null,
    rawTags: null,
  }
}
