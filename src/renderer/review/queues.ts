import { withFields } from './filterWords.ts'
import type { QueueFilter, QueueOrder } from './queueNavigator.ts'

/** A way through the posts: the order it goes in and, for some, which posts it is about. */
export interface Queue {
  readonly title: string
  /** What it goes by. */
  readonly meaning: string
  readonly order: QueueOrder
  readonly about: QueueFilter
  /** What is said when it is empty. */
  readonly nothing: string
}

const NOTHING = 'No post passes this filter.'

/** As they are offered; a queue about some posts stands after the one of all posts in its order. */
export const QUEUES: readonly Queue[] = [
  {
    title: 'File order',
    meaning: 'In the order of the imported files',
    order: 'file',
    about: {},
    nothing: NOTHING,
  },
  {
    title: 'Least certain first',
    meaning: 'By the lowest score of a predicted span; posts without one come last',
    order: 'least-certain',
    about: {},
    nothing: NOTHING,
  },
  {
    title: 'Most worth first',
    meaning: 'By uncertainty for each second expected, less for a mention that comes again and again',
    order: 'worth',
    about: {},
    nothing: NOTHING,
  },
  {
    title: 'Models disagree',
    meaning: 'What the last two models read differently, least certain first',
    order: 'least-certain',
    about: { disagreement: true },
    nothing: 'No such post that two models read differently.',
  },
  {
    title: 'Picture decides',
    meaning: 'What the model reads differently without the picture, least certain first',
    order: 'least-certain',
    about: { pictureChanges: true },
    nothing: 'No such post that the model read differently without its picture.',
  },
  {
    title: 'Random sample',
    meaning: 'Shuffled, the same way every time: the first n posts are a sample to audit',
    order: 'random',
    about: {},
    nothing: NOTHING,
  },
]

interface View {
  readonly filter: QueueFilter
  readonly order: QueueOrder
}

/** The queue that an order and a filter come to: the last that fits says most. */
export function queueOf({ filter, order }: View): Queue {
  const fits = QUEUES.filter((queue) => queue.order === order && holds(filter, queue.about))
  return fits.at(-1) ?? (QUEUES[0] as Queue)
}

/** The filter without what its queue is about: what the person chose beside it. */
export function beside(filter: QueueFilter, { about }: Queue): QueueFilter {
  return withFields(filter, Object.fromEntries(Object.keys(about).map((key) => [key, undefined])))
}

/** Another queue, with the filter that was chosen beside the one before. */
export function goTo(queue: Queue, view: View): View {
  return { filter: withFields(beside(view.filter, queueOf(view)), queue.about), order: queue.order }
}

function holds(filter: QueueFilter, about: QueueFilter): boolean {
  return (Object.keys(about) as (keyof QueueFilter)[]).every((key) => filter[key] === about[key])
}
