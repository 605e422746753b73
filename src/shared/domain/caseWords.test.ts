import { describe, expect, it } from 'vitest'
import { caseLine, groupWords } from './caseWords.ts'

const tokens = ['Great', 'crowd', 'as', 'Lincoln', 'High', 'wins']
const gold = { start: 3, end: 5, type: 'ORG' }
const model = (
  start: number,
  end: number,
  type: string,
): typeof gold & { score: number; runnerUp: null } => ({
  start,
  end,
  type,
  score: 0.71,
  runnerUp: null,
})

describe('caseLine', () => {
  it.each([
    ['wrong-type', null, gold, model(3, 5, 'LOC'), 'Lincoln High: gold ORG · model LOC .71'],
    [
      'wrong-boundary',
      'too-short',
      gold,
      model(3, 4, 'ORG'),
      'Gold Lincoln High ORG · model Lincoln ORG .71 · too short',
    ],
    ['missed', null, gold, null, 'Missed: Lincoln High ORG'],
    ['spurious', null, null, model(5, 6, 'MISC'), 'Only the model: wins MISC .71'],
    ['correct', null, gold, model(3, 5, 'ORG'), 'Right: Lincoln High ORG .71'],
  ] as const)('line of a %s case', (kind, edge, left, right, words) => {
    expect(caseLine({ kind, edge, gold: left, predicted: right }, tokens)).toBe(words)
  })
})

describe('groupWords', () => {
  it.each([
    ['surface', 'unseen', 'Unseen names'],
    ['length', '2', '2 tokens'],
    ['score', '0.8', 'Score .80 to .90'],
    ['score', '0.9', 'Score .90 to 1.00'],
  ] as const)('%s %s', (by, group, words) => {
    expect(groupWords({ by, group })).toBe(words)
  })
})
