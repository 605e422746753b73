import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagProblems } from '../../shared/domain/bio.ts'
import { projectTags } from '../../shared/domain/projectTags.ts'
import { REPAIR_RULES, repairTags } from './repairTags.ts'
import type { RepairRule } from './repairTags.ts'

const labels = new Set(['PER', 'LOC', 'ORG', 'MISC'])
const repair = (tags: string, rule: RepairRule): string => repairTags(tags.split(' '), rule, labels).join(' ')

describe('repairTags', () => {
  it.each<[RepairRule, string, string]>([
    ['begin', 'B-PER O O I-PER', 'B-PER O O B-PER'],
    ['join-previous', 'B-PER O O I-PER', 'B-PER I-PER I-PER I-PER'],
    ['outside', 'B-PER O O I-PER', 'B-PER O O O'],
    ['begin', 'B-PER I-LOC I-LOC', 'B-PER B-LOC I-LOC'],
    ['join-previous', 'B-PER I-LOC I-LOC', 'B-PER I-PER I-PER'],
    ['outside', 'B-PER I-LOC I-LOC', 'B-PER O O'],
    ['outside', 'I-PER I-PER O', 'O O O'],
    ['join-previous', 'I-PER O', 'B-PER O'],
    ['join-previous', 'B-LOC O I-PER', 'B-LOC O B-PER'],
    ['join-previous', 'B-PER O O O O I-PER', 'B-PER O O O O B-PER'],
    ['begin', 'B-OTHER I-MISC I-OTHER', 'B-OTHER I-MISC I-OTHER'],
    ['outside', 'banana O', 'O O'],
    ['begin', 'banana B-XYZ', 'banana B-XYZ'],
  ])('%s: %s becomes %s', (rule, tags, expected) => {
    expect(repair(tags, rule)).toBe(expected)
  })

  const tag = fc.constantFrom(
    'O',
    'B-PER',
    'I-PER',
    'B-LOC',
    'I-LOC',
    'B-OTHER',
    'I-OTHER',
    'I-MISC',
    'B-XYZ',
    'I-XYZ',
  )
  const sequence = fc.array(tag, { minLength: 1, maxLength: 12 })
  const rules = fc.constantFrom(...REPAIR_RULES)

  it('leaves no orphan and no type switch, and is done after one go', () => {
    fc.assert(
      fc.property(sequence, rules, (tags, rule) => {
        const once = repairTags(tags, rule, labels)
        const kinds = tagProblems(projectTags(once, labels), labels).map((problem) => problem.kind)
        expect(kinds.filter((kind) => kind !== 'unknown-label')).toEqual([])
        expect(repairTags(once, rule, labels)).toEqual(once)
      }),
    )
  })

  it('leaves legal tags alone', () => {
    fc.assert(
      fc.property(sequence, rules, (tags, rule) => {
        fc.pre(tagProblems(projectTags(tags, labels), labels).length === 0)
        expect(repairTags(tags, rule, labels)).toEqual(tags)
      }),
    )
  })
})
