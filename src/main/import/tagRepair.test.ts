import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagProblems } from '../../shared/domain/bio.ts'
import { repairTags } from './tagRepair.ts'
import type { RepairRule } from './tagRepair.ts'

const repaired = (rule: RepairRule, text: string): string => {
  const pairs = text.split(' ').map((pair) => pair.split('/'))
  const tokens = pairs.map(([token]) => token ?? '')
  const tags = repairTags(
    rule,
    tokens,
    pairs.map(([, tag]) => tag ?? ''),
  )
  return tags.join(' ')
}

describe('repairTags', () => {
  it('begins a span at an orphan', () => {
    expect(repaired('begin', 'Ada/B-PER x/O Berg/I-PER too/I-PER')).toBe('B-PER O B-PER I-PER')
    expect(repaired('begin', 'Berg/I-PER Oslo/I-LOC')).toBe('B-PER B-LOC')
  })

  it('puts an orphan and what continues it outside', () => {
    expect(repaired('outside', 'Ada/B-PER x/O Berg/I-PER too/I-PER Oslo/B-LOC')).toBe('B-PER O O O B-LOC')
    expect(repaired('outside', 'Ada/B-PER Oslo/I-LOC Fjord/I-LOC')).toBe('B-PER O O')
  })

  it('closes a gap of initials, punctuation and link words', () => {
    expect(repaired('join-previous', 'Ida/B-PER W/O ./O Holm/I-PER')).toBe('B-PER I-PER I-PER I-PER')
    expect(repaired('join-previous', "Lund/B-LOC Park/I-LOC '/O s/I-LOC")).toBe('B-LOC I-LOC I-LOC I-LOC')
    expect(repaired('join-previous', 'Bay/B-LOC of/O Fundy/I-LOC')).toBe('B-LOC I-LOC I-LOC')
  })

  it('leaves other gaps open', () => {
    for (const text of [
      'Ada/B-PER met/O Berg/I-PER',
      'Ada/B-LOC ./O Berg/I-PER',
      'Ada/B-PER ./O ./O ./O Berg/I-PER',
      'St/O ./O Olav/I-LOC',
      './O Olav/I-LOC',
      'Ada/B-PER Oslo/I-LOC',
    ]) {
      const tags = text.split(' ').map((pair) => pair.split('/')[1])
      expect(repaired('join-previous', text)).toBe(tags.join(' '))
    }
  })

  it('joins one gap after another', () => {
    expect(repaired('join-previous', 'A/B-ORG &/O B/I-ORG &/O C/I-ORG')).toBe('B-ORG I-ORG I-ORG I-ORG I-ORG')
  })

  const posts = fc.array(
    fc.tuple(
      fc.constantFrom('Ada', '.', 'the', 'W', 'ran'),
      fc.constantFrom('O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC', 'X'),
    ),
    { maxLength: 12 },
  )
  const orphans = (tags: readonly string[]): number =>
    tagProblems(tags, new Set(['PER', 'LOC'])).filter(({ kind }) => kind !== 'not-a-tag').length

  it('leaves no orphan with begin and outside, never more with join-previous, and legal tags alone', () => {
    fc.assert(
      fc.property(posts, (post) => {
        const tokens = post.map(([token]) => token)
        const tags = post.map(([, tag]) => tag)
        expect(orphans(repairTags('begin', tokens, tags))).toBe(0)
        expect(orphans(repairTags('outside', tokens, tags))).toBe(0)
        expect(orphans(repairTags('join-previous', tokens, tags))).toBeLessThanOrEqual(orphans(tags))
        if (orphans(tags) === 0)
          for (const rule of ['begin', 'join-previous', 'outside'] as const)
            expect(repairTags(rule, tokens, tags)).toBe(tags)
      }),
    )
  })
})
