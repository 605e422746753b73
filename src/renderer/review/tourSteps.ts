/** One step of the tour: what to know, and the commands to try, by id, each with a word for it. */
export interface TourStep {
  readonly title: string
  readonly words: string
  readonly commands: readonly (readonly [id: string, word: string])[]
}

export const TOUR: readonly TourStep[] = [
  {
    title: 'Read, then accept',
    words:
      'What the model reads is drawn into the post: dashed until you accept it. If it is right, one key accepts it and shows the next post.',
    commands: [
      ['review.accept', 'accept, next'],
      ['review.next', 'next'],
      ['review.previous', 'back'],
    ],
  },
  {
    title: 'Correct a span',
    words: 'Go to a span, then press the digit or letter of another type, move its edges, or remove it.',
    commands: [
      ['review.nextSpan', 'span'],
      ['review.endOut', 'right edge out'],
      ['review.startIn', 'left edge in'],
      ['review.remove', 'remove'],
      ['review.undo', 'undo'],
    ],
  },
  {
    title: 'Add what was missed',
    words: 'Move by tokens or jump to words that look like a name, extend, and press the digit of a type.',
    commands: [
      ['review.tokenRight', 'token'],
      ['review.extendRight', 'extend'],
      ['review.nextName', 'next name'],
      ['review.sameMention', 'same words elsewhere'],
    ],
  },
  {
    title: 'Ask why',
    words: 'Evidence shows how sure the model was and what came second; the picture can be looked at closer.',
    commands: [
      ['review.evidence', 'evidence'],
      ['review.zoom', 'zoom'],
      ['review.nextUncertain', 'next uncertain span'],
    ],
  },
  {
    title: 'Find everything else',
    words: 'The line at the foot shows the keys that work now. All of them can be changed.',
    commands: [
      ['app.keys', 'all keys'],
      ['app.palette', 'find a command'],
      ['app.settings', 'settings'],
      ['review.tour', 'this tour'],
    ],
  },
]

/** The step after `at`; null: the tour is over. From outside the tour it begins. */
export function nextStep(at: number | null): number | null {
  const next = at === null ? 0 : at + 1
  return next < TOUR.length ? next : null
}
