import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import { TagSet } from './tagSet.ts'

it('reads spans from the numbers of tags as they are read from the tags', () => {
  const tagSet = new TagSet(['PER', 'LOC', 'ORG'])
  fc.assert(
    fc.property(fc.array(fc.nat({ max: tagSet.size - 1 })), (numbers) => {
      expect(tagSet.spansOf(numbers)).toEqual(
        spansFromTags(numbers.map((number) => tagSet.tags[number] ?? '')),
      )
    }),
  )
})
