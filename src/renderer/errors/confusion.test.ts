import { describe, expect, it } from 'vitest'
import { matrixOf, stepIn } from './confusion.ts'

describe('matrixOf', () => {
  const matrix = matrixOf(
    [
      { gold: 'PER', predicted: 'PER', count: 571 },
      { gold: 'PER', predicted: null, count: 30 },
      { gold: 'PER', predicted: 'EVENT', count: 6 },
      { gold: null, predicted: 'PER', count: 15 },
    ],
    ['PER', 'LOC'],
  )

  it('is square: the project’s types, then others, then none', () => {
    expect(matrix.types).toEqual(['PER', 'LOC', 'EVENT', null])
    expect(matrix.rows.map((row) => row.map((cell) => cell.count))).toEqual([
      [571, 0, 6, 30],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [15, 0, 0, 0],
    ])
  })

  it('takes its heat from what is wrong alone', () => {
    expect(matrix.rows[0]?.map((cell) => cell.heat)).toEqual([0, 0, 0.2, 1])
    expect(matrix.rows[3]?.[0]?.heat).toBe(0.5)
  })

  it('stays cold where nothing is wrong', () => {
    const perfect = matrixOf([{ gold: 'PER', predicted: 'PER', count: 3 }], ['PER'])
    expect(perfect.rows.flat().every((cell) => cell.heat === 0)).toBe(true)
  })
})

describe('stepIn', () => {
  it('moves one cell and stops at the edges', () => {
    expect(stepIn(5, { row: 1, column: 1 }, 'ArrowUp')).toEqual({ row: 0, column: 1 })
    expect(stepIn(5, { row: 0, column: 1 }, 'ArrowUp')).toEqual({ row: 0, column: 1 })
    expect(stepIn(5, { row: 2, column: 4 }, 'ArrowRight')).toEqual({ row: 2, column: 4 })
    expect(stepIn(5, { row: 2, column: 3 }, 'Home')).toEqual({ row: 2, column: 0 })
    expect(stepIn(5, { row: 2, column: 3 }, 'a')).toBeNull()
  })
})
