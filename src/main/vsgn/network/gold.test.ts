import { describe, expect, it } from 'vitest'
import { goldTensors } from './gold.ts'

describe('goldTensors', () => {
  it('writes labels, pairs and the last label as counts', () => {
    const gold = goldTensors([[1, 0, 1, 0], [2], []], 4, 3)
    const ones = (values: ArrayLike<unknown>) =>
      Array.from(values, Number).flatMap((value, index) => (value === 0 ? [] : [[index, value]]))
    expect(ones(gold.gold_labels.values)).toEqual([
      [1, 1],
      [3, 1],
      [7, 1],
      [9, 1],
      [14, 1],
    ])
    expect(ones(gold.gold_transitions.values)).toEqual([
      [1, 1],
      [3, 2],
    ])
    expect(ones(gold.gold_last.values)).toEqual([
      [0, 1],
      [5, 1],
    ])
    expect(gold.gold_labels.shape).toEqual([3, 4, 3])
  })

  it('refuses a path longer than the bucket', () => {
    expect(() => goldTensors([[0, 0, 0]], 2, 3)).toThrow('a path of 3 labels in a bucket of 2')
  })
})
