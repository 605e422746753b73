import { describe, expect, it } from 'vitest'
import type { Shown, SuitePart, SuitePost } from './ambiguitySuite.ts'
import { ambiguityPosts, partOfPicture, SHOWN } from './ambiguitySuite.ts'

const names = Array.from({ length: 80 }, (_, number) => `picture-${number}.jpg`)
const pictures = (part: SuitePart): Record<Shown, string[]> => {
  const own = names.filter((name) => partOfPicture(name) === part)
  return Object.fromEntries(
    SHOWN.map((shown, at) => [shown, own.filter((_, index) => index % 4 === at)]),
  ) as Record<Shown, string[]>
}
const posts = (part: SuitePart, seed = 1): SuitePost[] => ambiguityPosts(part, pictures(part), 150, seed)

const nameOf = ({ tokens, tags }: SuitePost): string => tokens.filter((_, at) => tags[at] !== 'O').join(' ')
const frameOf = ({ tokens, tags }: SuitePost): string => tokens.filter((_, at) => tags[at] === 'O').join(' ')
const typeOf = ({ tags }: SuitePost): string => tags.find((tag) => tag !== 'O')?.slice(2) ?? ''

describe('ambiguityPosts', () => {
  it('gives the same posts for the same seed, others for another', () => {
    expect(posts('train')).toEqual(posts('train'))
    expect(posts('train', 2)).not.toEqual(posts('train'))
  })

  it.each([
    ['names', nameOf],
    ['frames', frameOf],
    ['pictures', (post: SuitePost) => post.image],
  ])('shares no %s between training and test', (_, of) => {
    const learned = new Set(posts('train').map(of))
    expect(posts('test').filter((post) => learned.has(of(post)))).toEqual([])
  })

  it('lets neither name nor frame tell the type', () => {
    const types = new Map<string, string[]>()
    for (const post of posts('test')) {
      const key = `${nameOf(post)} | ${frameOf(post)}`
      types.set(key, [...(types.get(key) ?? []), typeOf(post)])
    }
    for (const found of types.values()) {
      const counts = SHOWN.map((shown) => found.filter((type) => type === shown).length)
      expect(new Set(counts).size).toBe(1)
    }
  })

  it('names a wrong picture that shows something else', () => {
    const shownBy = new Map(SHOWN.flatMap((shown) => pictures('test')[shown].map((name) => [name, shown])))
    for (const post of posts('test')) {
      expect(shownBy.get(post.image)).toBe(typeOf(post))
      expect(shownBy.get(post.wrongImage)).not.toBe(typeOf(post))
    }
  })
})
