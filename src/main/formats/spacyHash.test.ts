import { expect, it } from 'vitest'
import { spacyHash } from './spacyHash.ts'

// spaCy's guide, "Vocab, hashes and lexemes" (spacy.io/usage/spacy-101#vocab): the key of `coffee`.
it('gives the keys that spaCy gives', () => {
  expect(spacyHash('coffee')).toBe(3197928453018144401n)
  expect(spacyHash('')).toBe(0n)
  // Symbols are numbers: symbols.pyx of spaCy 3.8 has LOC at 385 and ID at 64; PER is none.
  expect([spacyHash('LOC'), spacyHash('ID'), spacyHash('PER')]).toEqual([385n, 64n, 4317129024397789502n])
})
