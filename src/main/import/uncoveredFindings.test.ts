import { expect, it } from 'vitest'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { nowhere } from '../formats/problemText.ts'
import { uncoveredFindings } from './uncoveredFindings.ts'

const found = (text: string, offsets: readonly number[]): string[] =>
  uncoveredFindings({ text, offsets } as ImportedPost, nowhere).map((finding) => finding.found)

it('says nothing where tokens and space are all there is', () => {
  expect(found('Ada  ran ', [0, 3, 5, 8])).toEqual([])
  expect(found('\u00a0Ada', [0, 1, 1, 4])).toEqual([])
})

it('names what no token holds, before, between and behind them', () => {
  expect(found('(Ada ran', [1, 4, 5, 8])).toEqual(['`(` in the text belongs to no token'])
  expect(found('Ada Berg ran', [0, 3, 9, 12])).toEqual(['`Berg` in the text belongs to no token'])
  expect(found('Ada, ran!', [0, 3, 5, 8])).toEqual([
    '2 parts of the text, the first of them `,`, belong to no token',
  ])
})
