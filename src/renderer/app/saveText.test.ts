import { expect, it } from 'vitest'
import { csvOf } from './saveText.ts'

it('quotes what needs it and disarms formulas, but leaves numbers alone', () => {
  expect(
    csvOf([
      ['a', 'b "c"', 'd,e'],
      ['=1+1', -3, 'x\ny'],
    ]),
  ).toBe('a,"b ""c""","d,e"\r\n\'=1+1,-3,"x\ny"\r\n')
})
