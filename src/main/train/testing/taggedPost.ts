import type { LabelledPost } from '../labelledPosts.ts'

/** `met/O Ada/B-PER` as a post. */
export function taggedPost(tagged: string): LabelledPost {
  const pairs = tagged.split(' ').map((pair) => pair.split('/'))
  const tags = pairs.map(([, tag]) => tag ?? 'O')
  return {
    id: 'p',
    tokens: pairs.map(([token]) => token ?? ''),
    tags,
    rawTags: tags,
    caption: null,
    pictureName: null,
  }
}

/** The same back as text. */
export function writtenPost({ tokens, tags }: LabelledPost): string {
  return tokens.map((token, index) => `${token}/${tags[index] ?? ''}`).join(' ')
}
