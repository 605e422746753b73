import { expect, it } from 'vitest'
import { typeNames, typeProblem } from './typeNames.ts'

it('reads names between commas and blanks, each once', () => {
  expect(typeNames(' PER, LOC;ORG\nPER  creative-work ')).toEqual(['PER', 'LOC', 'ORG', 'creative-work'])
  expect(typeNames(' , ')).toEqual([])
})

it('says why types will not do', () => {
  expect(typeProblem([])).toContain('at least one')
  expect(typeProblem(Array.from({ length: 41 }, (_, index) => `T${index}`))).toContain('41')
  expect(typeProblem(['x'.repeat(61)])).toContain('60')
  expect(typeProblem(['PER'])).toBeNull()
})
