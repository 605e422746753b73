import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { NameLists } from './mentionReplacement.ts'
import { readNameLists, replaceMentions } from './mentionReplacement.ts'
import { taggedPost, writtenPost } from './testing/taggedPost.ts'

const LISTS: NameLists = new Map([
  ['PER', [[['Grace', 'Hopper']]]],
  ['LOC', [[['Porto']]]],
  ['MISC', [[['The', 'Long', 'Night']]]],
])

const replaced = (tagged: string, share = 1): string =>
  writtenPost(replaceMentions(taggedPost(tagged), LISTS, share, new SeededRandom(1)))

describe('replaceMentions', () => {
  it('puts a name of the same type in the place of a mention, whatever its length', () => {
    expect(replaced('met/O Ada/B-PER in/O New/B-LOC York/I-LOC !/O')).toBe(
      'met/O Grace/B-PER Hopper/I-PER in/O Porto/B-LOC !/O',
    )
  })

  it('writes it as the old one was written', () => {
    expect(replaced('ada/B-PER and/O LISBON/B-LOC')).toBe('grace/B-PER hopper/I-PER and/O PORTO/B-LOC')
  })

  it('leaves handles, hashtags, types without a list and lone words of MISC alone', () => {
    const tagged = '@/O ada/B-PER #Rome/B-LOC NASA/B-ORG American/B-MISC'
    expect(replaced(tagged)).toBe(tagged)
    expect(replaced('the/O Big/B-MISC Show/I-MISC')).toBe('the/O The/B-MISC Long/I-MISC Night/I-MISC')
  })

  it('keeps the types of all mentions in their order, and changes nothing at share 0', () => {
    const tag = fc.constantFrom('O', 'B-PER', 'I-PER', 'B-LOC', 'B-ORG', 'B-MISC', 'I-MISC')
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 12 }), (tags) => {
        const spans = spansFromTags(tags)
        const original = taggedPost(tags.map((each, index) => `w${String(index)}/${each}`).join(' '))
        const after = replaceMentions(original, LISTS, 1, new SeededRandom(2))
        expect(spansFromTags(after.tags).map(({ type }) => type)).toEqual(spans.map(({ type }) => type))
        expect(after.tags).toHaveLength(after.tokens.length)
        expect(replaceMentions(original, LISTS, 0, new SeededRandom(2)).tokens).toEqual(original.tokens)
      }),
    )
  })
})

describe('readNameLists', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'))
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  it('keeps what looks like a name', async () => {
    const lists = await readNameLists({ PER: [file('people.txt', 'Ada Lovelace\nit\nVincent van Gogh\n')] })
    expect(lists.get('PER')).toEqual([
      [
        ['Ada', 'Lovelace'],
        ['Vincent', 'van', 'Gogh'],
      ],
    ])
  })

  it('names a file without a name', async () => {
    await expect(readNameLists({ PER: [file('none.txt', 'it\nwe\n')] })).rejects.toThrow(
      'none.txt holds no name',
    )
  })
})
