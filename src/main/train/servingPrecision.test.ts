import { expect, it } from 'vitest'
import { chosenPrecision } from './servingPrecision.ts'

it('serves in bytes where that costs at most 0.2 points of F1', () => {
  const fits = (float32: number, int8: number) => chosenPrecision({ float32, int8 })
  expect(fits(70.3, 70.1)).toBe('int8')
  expect(fits(70.3, 71)).toBe('int8')
  expect(fits(70.3, 70.09)).toBe('float32')
})
