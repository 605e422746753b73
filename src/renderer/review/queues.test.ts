import { describe, expect, it } from 'vitest'
import { beside, goTo, QUEUES, queueOf } from './queues.ts'

const named = (title: string): (typeof QUEUES)[number] => {
  const found = QUEUES.find((queue) => queue.title === title)
  if (found === undefined) throw new Error(`There is no queue ${title}`)
  return found
}

describe('queues', () => {
  it.each(QUEUES.map(({ title }) => title))('%s is what it leads to', (title) => {
    const view = goTo(named(title), { filter: {}, order: 'file' })
    expect(queueOf(view).title).toBe(title)
    expect(beside(view.filter, queueOf(view))).toEqual({})
  })

  it('leave what they are about behind, and take along what was chosen beside it', () => {
    const chosen = goTo(named('Models disagree'), { filter: { type: 'PER' }, order: 'random' })
    expect(chosen).toEqual({ filter: { type: 'PER', disagreement: true }, order: 'least-certain' })
    expect(goTo(named('File order'), chosen)).toEqual({ filter: { type: 'PER' }, order: 'file' })
  })

  it('keep a filter that was chosen in another order', () => {
    const view = { filter: { disagreement: true }, order: 'file' } as const
    expect(queueOf(view).title).toBe('File order')
    expect(goTo(named('Random sample'), view)).toEqual({ filter: { disagreement: true }, order: 'random' })
  })
})
