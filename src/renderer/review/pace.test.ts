import { describe, expect, it } from 'vitest'
import type { Decision } from './pace.ts'
import { isTooFast, paceRows, timeDecisions } from './pace.ts'
import { soloPost, soloReview } from './testing/soloReview.ts'

const decision = (seconds: number, prediction: Decision['prediction'] = 'right'): Decision => ({
  seconds,
  tokens: 10,
  prediction,
})

describe('timeDecisions', () => {
  const timed = () => {
    let time = 0
    const review = soloReview(soloPost(['Oslo', 'again'], ['0-1:LOC:0.9']))
    const decisions = timeDecisions(review.session, () => time)
    return { ...review, decisions, wait: (seconds: number) => (time += seconds * 1000) }
  }

  it('takes the time from the post to its acceptance, without the pause between', () => {
    const { act, wait, decisions } = timed()
    wait(2)
    act({ type: 'token', delta: 1, extend: false })
    wait(600)
    act({ type: 'accept' })
    expect(decisions.get()).toEqual([{ seconds: 32, tokens: 2, prediction: 'right' }])
  })

  it('tells a corrected prediction from a right one', () => {
    const { act, decisions } = timed()
    act({ type: 'span', delta: 1 })
    act({ type: 'remove' })
    act({ type: 'accept' })
    expect(decisions.get()).toMatchObject([{ prediction: 'wrong' }])
  })

  it('counts a post once: neither accepting it again nor undo and redo are decisions', () => {
    const { act, decisions } = timed()
    act({ type: 'accept' })
    act({ type: 'undo' })
    act({ type: 'redo' })
    act({ type: 'accept' })
    expect(decisions.get()).toHaveLength(1)
  })
})

it('medians stand by what the prediction was worth', () => {
  const rows = paceRows([decision(1), decision(3), decision(8, 'wrong'), decision(2), decision(5)])
  expect(rows).toEqual([
    { prediction: 'right', posts: 4, median: 2.5, slowest: 5 },
    { prediction: 'wrong', posts: 1, median: 8, slowest: 8 },
    { prediction: 'none', posts: 0, median: null, slowest: null },
  ])
})

it('only a row of decisions without time to read counts as too fast', () => {
  const fast = Array.from({ length: 5 }, () => decision(0.4))
  expect(isTooFast(fast)).toBe(true)
  expect(isTooFast(fast.slice(1))).toBe(false)
  expect(isTooFast([...fast, decision(4)])).toBe(false)
})
