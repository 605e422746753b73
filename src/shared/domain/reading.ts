/** What a model was not shown of a post, or was shown of another one, to see what it gains from it. */
export const CONTROLS = ['no-picture', 'no-caption', 'shuffled'] as const
export type Control = (typeof CONTROLS)[number]

/** One reading of posts that is kept: by a model run with all it reads (`control` null), or under a control. */
export interface ReadingKey {
  readonly run: number
  readonly control: Control | null
}

export const CONTROL_WORDS: Readonly<Record<Control, string>> = {
  'no-picture': 'without pictures',
  'no-caption': 'without captions',
  shuffled: 'with pictures and captions of other posts',
}

/** "Blue, without pictures": a reading by its model and what the model was not shown. */
export function readingTitle({
  model,
  control,
}: {
  readonly model: string
  readonly control: Control | null
}): string {
  return control === null ? model : `${model}, ${CONTROL_WORDS[control]}`
}

export function sameReading(a: ReadingKey, b: ReadingKey): boolean {
  return a.run === b.run && a.control === b.control
}
