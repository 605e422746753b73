import { expect, it } from 'vitest'
import { spacyHash } from './spacyHash.ts'

// spaCy's guide, "Vocab, hashes and lexemes" (spacy.io/usage/spacy-101#vocab): the key of `coffee`.
it('gives the keys that spaCy gives', () => {
  expect(spacyHash('coffee')).toBe(3197928453018144401n)
  expect(spacyHash('')).toBe(0n)
})
