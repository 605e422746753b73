import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagProblems } from '../../shared/domain/bio.ts'
import { projectTags } from '../../shared/domain/projectTags.ts'
import { REPAIR_RULES, repairTags } from './repairTags.ts'
import type { RepairRule } from './repairTags.ts'

const labels = new Set(['PER', 'LOC', 'ORG', 'MISC'])

/** `Ada/B-PER is/O`: tokens and tags. */
function repair(post: string, rule: RepairRule): string {
  const pairs = post.split(' ').map((pair) => pair.split('/'))
  const [tokens, tags] = [0, 1].map((part) => pairs.map((pair) => pair[part] ?? ''))
  const repaired = repairTags({ tokens: tokens ?? [], tags: tags ?? [] }, rule, labels)
  return repaired.join(' ')
}

describe('repairTags', () => {
  it.each<[RepairRule, string, string]>([
    ['begin', 'George/B-PER W/O ./O Bush/I-PER', 'B-PER O O B-PER'],
    ['join-previous', 'George/B-PER W/O ./O Bush/I-PER', 'B-PER I-PER I-PER I-PER'],
    ['outside', 'George/B-PER W/O ./O Bush/I-PER', 'B-PER O O O'],
    ['join-previous', 'Bank/B-ORG of/O the/O West/I-ORG', 'B-ORG I-ORG I-ORG I-ORG'],
    ['join-previous', 'Ada/B-PER met/O Bob/I-PER', 'B-PER O I-PER'],
    ['join-previous', 'A/B-PER ,/O ,/O ,/O ,/O B/I-PER', 'B-PER O O O O I-PER'],
    ['join-previous', 'Oslo/B-LOC ,/O Ada/I-PER', 'B-LOC O I-PER'],
    ['join-previous', 'Ada/I-PER ,/O Berg/I-PER', 'I-PER I-PER I-PER'],
    ['begin', 'Ada/B-PER Oslo/I-LOC Fjord/I-LOC', 'B-PER B-LOC I-LOC'],
    ['join-previous', 'Ada/B-PER Oslo/I-LOC Fjord/I-LOC', 'B-PER I-PER I-PER'],
    ['outside', 'Ada/B-PER Oslo/I-LOC Fjord/I-LOC', 'B-PER O O'],
    ['outside', 'Ada/I-PER Berg/I-PER is/O', 'O O O'],
    ['begin', 'a/B-OTHER b/I-MISC c/I-OTHER', 'B-OTHER I-MISC I-OTHER'],
    ['begin', 'Late/I-OTHER Show/I-OTHER', 'B-OTHER I-OTHER'],
    ['join-previous', 'Late/B-OTHER ,/O Show/I-OTHER', 'B-OTHER I-OTHER I-OTHER'],
    ['join-previous', 'Late/B-OTHER Show/I-PER', 'B-OTHER I-OTHER'],
    ['outside', 'a/banana b/O', 'O O'],
    ['begin', 'a/banana b/B-XYZ', 'banana B-XYZ'],
  ])('%s: %s becomes %s', (rule, post, expected) => {
    expect(repair(post, rule)).toBe(expected)
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
  const post = fc
    .array(fc.tuple(fc.constantFrom('of', ',', 'went', 'J'), tag), { minLength: 1, maxLength: 12 })
    .map((pairs) => ({ tokens: pairs.map(([token]) => token), tags: pairs.map(([, one]) => one) }))
  const rules = fc.constantFrom(...REPAIR_RULES)
  const kinds = (tags: readonly string[]): string[] =>
    tagProblems(projectTags(tags, labels), labels).map((problem) => problem.kind)

  it('leaves no type switch, an orphan only to join-previous, and is done after one go', () => {
    fc.assert(
      fc.property(post, rules, ({ tokens, tags }, rule) => {
        const once = repairTags({ tokens, tags }, rule, labels)
        const left = new Set(kinds(once))
        expect(left).not.toContain('type-switch')
        if (rule !== 'join-previous') expect(left).not.toContain('orphan-inside')
        expect(repairTags({ tokens, tags: once }, rule, labels)).toEqual(once)
      }),
    )
  })

  it('leaves legal tags alone', () => {
    fc.assert(
      fc.property(post, rules, ({ tokens, tags }, rule) => {
        fc.pre(kinds(tags).length === 0)
        expect(repairTags({ tokens, tags }, rule, labels)).toEqual(tags)
      }),
    )
  })
})
