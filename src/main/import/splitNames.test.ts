import { expect, it } from 'vitest'
import { splitOfName } from './splitNames.ts'

it.each([
  ['train.txt', 'train'],
  ['twitter2017_valid.txt', 'valid'],
  ['T15-DEV.conll', 'dev'],
  ['val.2.jsonl', 'valid'],
  ['tweets.txt', null],
  ['contest.txt', null],
  ['training-material.txt', 'train'],
  ['train_and_test.txt', null],
  ['constructor.txt', null],
])('%s belongs in %s', (file, split) => {
  expect(splitOfName(file)).toBe(split)
})
