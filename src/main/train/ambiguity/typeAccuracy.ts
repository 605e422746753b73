import { spansFromTags } from '../../../shared/domain/bio.ts'
import type { PostTagger } from '../../vsgn/tagger.ts'
import type { EvaluatedPost } from '../evaluateModel.ts'
import { evaluate } from '../evaluateModel.ts'

/** The type of the one span a post of the suite has. */
export function goldType({ tags }: EvaluatedPost): string {
  return spansFromTags(tags)[0]?.type ?? ''
}

/** Share of the posts of the suite, 0 to 1, in which the model finds the span with exactly the type that is asked for. */
export async function typeAccuracy(
  tagger: PostTagger,
  posts: readonly EvaluatedPost[],
  typeOf: (post: EvaluatedPost) => string,
): Promise<number> {
  const { predictions } = await evaluate(tagger, posts)
  const hits = posts.filter((post, index) => {
    const [gold] = spansFromTags(post.tags)
    const found = predictions[index]?.find((span) => span.start === gold?.start && span.end === gold.end)
    return found?.type === typeOf(post)
  })
  return hits.length / posts.length
}
