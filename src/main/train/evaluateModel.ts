import type { EntityScores } from '../../shared/domain/entityScores.ts'
import { EntityTally, percentage, SCORING_RULE } from '../../shared/domain/entityScores.ts'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import { captionLine } from '../../shared/domain/pictureFindings.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import type { PostTagger, TaggerInput } from '../vsgn/tagger.ts'
import type { LabelledPost } from './labelledPosts.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'

/** A post to be scored with what the model may see of it. */
export interface EvaluatedPost extends LabelledPost {
  /** What was seen in its picture; missing: there is none. */
  readonly sight?: PictureSight | null
  /** Types its set does not label: predictions of these are not counted. */
  readonly unlabelled?: readonly string[]
}

export interface EvaluationControls {
  /** Inputs the model is not shown. */
  readonly drop: readonly ('caption' | 'picture')[]
  /** Inputs dealt out to the wrong posts: what a model gains from them beyond their mere presence. */
  readonly shuffle: readonly ('captions' | 'pictures')[]
  readonly seed: number
}

export const NO_CONTROLS: EvaluationControls = { drop: [], shuffle: [], seed: 1 }

export interface Evaluation {
  readonly tally: EntityTally
  /** Strict IOB2: an entity of the gold that does not open with B- is none. */
  readonly strict: EntityTally
  readonly predictions: readonly (readonly ScoredSpan[])[]
  readonly inputs: { readonly pictures: number; readonly captions: number }
}

/** Posts handed to the model in one go: enough to fill batches, few enough to stop soon. */
const CHUNK = 256

/** Tags every post and counts entities. Throws what `signal` was aborted with. */
export async function evaluate(
  tagger: PostTagger,
  posts: readonly EvaluatedPost[],
  controls: EvaluationControls = NO_CONTROLS,
  onProgress: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Evaluation> {
  const inputs = controlledInputs(posts, controls)
  const tally = new EntityTally()
  const strict = new EntityTally()
  const predictions: (readonly ScoredSpan[])[] = []
  for (let start = 0; start < posts.length; start += CHUNK) {
    signal?.throwIfAborted()
    const tagged = await tagger.tag(inputs.slice(start, start + CHUNK))
    for (const [offset, { spans }] of tagged.entries()) {
      const post = posts[start + offset] as EvaluatedPost
      const counted = spans.filter((span) => post.unlabelled?.includes(span.type) !== true)
      tally.add(spansFromTags(post.tags), counted)
      strict.add(spansFromTags(post.rawTags, 'strict'), counted)
      predictions.push(spans)
    }
    onProgress(predictions.length)
  }
  return {
    tally,
    strict,
    predictions,
    inputs: {
      pictures: inputs.filter(({ picture }) => picture !== null).length,
      captions: inputs.filter(({ caption }) => caption !== null).length,
    },
  }
}

function controlledInputs(posts: readonly EvaluatedPost[], controls: EvaluationControls): TaggerInput[] {
  const random = new SeededRandom(controls.seed)
  const captions = posts.map(({ caption }) => caption)
  const sights = posts.map(({ sight }) => sight ?? null)
  if (controls.shuffle.includes('captions')) random.shuffle(captions)
  if (controls.shuffle.includes('pictures')) random.shuffle(sights)
  return posts.map(({ tokens }, index) => {
    const sight = controls.drop.includes('picture') ? null : (sights[index] ?? null)
    const caption = captions[index] ?? null
    const input = taggerInput(tokens, caption, sight)
    return controls.drop.includes('caption') ? { ...input, caption: null } : input
  })
}

/** What a model reads of a post: with a picture, its caption says what is printed there, or what was found. */
export function taggerInput(
  tokens: readonly string[],
  caption: string | null,
  sight: PictureSight | null,
): TaggerInput {
  return {
    tokens,
    caption: sight === null ? caption : captionLine(caption, sight.findings),
    picture: sight?.features ?? null,
  }
}

/** Scores as the documents of the command line carry them: percentages with two decimals. */
export interface ScoreDocument {
  readonly rule: string
  readonly micro: PercentScores
  readonly types: Readonly<Record<string, PercentScores & { readonly support: number }>>
  readonly strict: PercentScores
  /** 95 % bootstrap interval of micro F1; null: not asked for. */
  readonly interval95: readonly [number, number] | null
}

export interface PercentScores {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export function scoreDocument({ tally, strict }: Evaluation, bootstrapRounds: number): ScoreDocument {
  const interval = bootstrapRounds === 0 ? null : tally.interval95(bootstrapRounds)
  return {
    rule: SCORING_RULE,
    micro: percent(tally.micro),
    types: Object.fromEntries(
      [...tally.types].map(([type, scores]) => [type, { ...percent(scores), support: scores.support }]),
    ),
    strict: percent(strict.micro),
    interval95: interval === null ? null : [percentage(interval[0]), percentage(interval[1])],
  }
}

function percent({ precision, recall, f1 }: EntityScores): PercentScores {
  return { precision: percentage(precision), recall: percentage(recall), f1: percentage(f1) }
}
