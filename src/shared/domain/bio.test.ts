import { describe, expect, it } from 'vitest'
import { spansFromTags, tagProblems, tagsFromSpans } from './bio.ts'

const labels = new Set(['PER', 'LOC', 'ORG', 'MISC'])

describe('spansFromTags', () => {
  it('opens a span at an orphan I- under conlleval and drops it under strict IOB2', () => {
    const tags = ['B-PER', 'O', 'O', 'I-PER']
    expect(spansFromTags(tags)).toEqual([
      { start: 0, end: 1, type: 'PER' },
      { start: 3, end: 4, type: 'PER' },
    ])
    expect(spansFromTags(tags, 'strict')).toEqual([{ start: 0, end: 1, type: 'PER' }])
  })

  it('splits at a type switch', () => {
    expect(spansFromTags(['B-PER', 'I-LOC'])).toEqual([
      { start: 0, end: 1, type: 'PER' },
      { start: 1, end: 2, type: 'LOC' },
    ])
  })

  it('keeps types that hold hyphens', () => {
    expect(spansFromTags(['B-creative-work', 'I-creative-work'])).toEqual([
      { start: 0, end: 2, type: 'creative-work' },
    ])
  })
})

describe('tagsFromSpans', () => {
  it('is the inverse of spansFromTags on legal tags', () => {
    const tags = ['O', 'B-PER', 'I-PER', 'B-PER', 'O', 'B-LOC']
    expect(tagsFromSpans(6, spansFromTags(tags))).toEqual(tags)
  })

  it('refuses overlapping spans', () => {
    expect(() =>
      tagsFromSpans(3, [
        { start: 0, end: 2, type: 'PER' },
        { start: 1, end: 3, type: 'LOC' },
      ]),
    ).toThrow(RangeError)
  })
})

describe('tagProblems', () => {
  it('names orphans, type switches, unknown labels and what is no tag', () => {
    expect(tagProblems(['I-PER', 'B-LOC', 'I-PER', 'B-XYZ', 'banana'], labels).map((p) => p.kind)).toEqual([
      'orphan-inside',
      'type-switch',
      'unknown-label',
      'not-a-tag',
    ])
  })
})
