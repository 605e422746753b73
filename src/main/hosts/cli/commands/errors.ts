import type { JsonObject } from '../../../../shared/domain/json.ts'
import type { Command } from '../command.ts'
import { namedPositionals, openProject } from '../projectArgument.ts'

const EXAMPLES_PER_KIND = 50
const SHOWN_PER_KIND = 3

export const errorsCommand: Command = {
  name: 'errors',
  summary: 'compares gold with the current predictions: counts per kind and type, with examples',
  positionals: 'PROJECT',
  options: {
    which: { value: 'all|reviewed', help: 'which posts (default all)' },
    examples: { value: 'N', help: `examples of each kind (default ${EXAMPLES_PER_KIND})` },
  },
  example: 'vsgn errors news.vsgn --examples 5',
  run: async (args, { withCore, signal }) => {
    const { PROJECT } = namedPositionals(args, ['PROJECT'])
    const query = {
      which: args.choice('which', ['all', 'reviewed'], 'all'),
      examplesPerKind: args.integer('examples', 0) ?? EXAMPLES_PER_KIND,
    }
    const document = await withCore(async (core) => {
      await openProject(core, PROJECT)
      return core.client.call('errors.document', query, { signal })
    })
    return { document, report: reportLines(document as unknown as ErrorsDocument) }
  },
}

/** The part of the document that people are shown. */
interface ErrorsDocument {
  readonly posts: number
  readonly gold: number
  readonly predicted: number
  readonly correct: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly kinds: Readonly<Record<string, number>>
  readonly types: Readonly<Record<string, Record<'precision' | 'recall' | 'f1' | 'support', number>>>
  readonly examples: readonly (JsonObject & { readonly id: string; readonly kind: string })[]
}

function reportLines({
  posts,
  gold,
  predicted,
  correct,
  precision,
  recall,
  f1,
  kinds,
  types,
  examples,
}: ErrorsDocument): string[] {
  if (posts === 0) {
    return ['No post has both gold spans and a prediction of the current model. Run vsgn predict first.']
  }
  const percent = (value: number): string => value.toFixed(2).padStart(6)
  return [
    `${gold} spans in gold, ${predicted} predicted, ${correct} correct`,
    `precision ${percent(precision)}  recall ${percent(recall)}  F1 ${percent(f1)}`,
    ...Object.entries(types).map(
      ([type, scores]) =>
        `${type.padEnd(6)} precision ${percent(scores.precision)}  recall ${percent(scores.recall)}  F1 ${percent(scores.f1)}  (${scores.support})`,
    ),
    ...Object.entries(kinds).flatMap(([kind, count]) => [
      `${kind}: ${count}`,
      ...examples
        .filter((example) => example.kind === kind)
        .slice(0, SHOWN_PER_KIND)
        .map(
          ({ id, gold: right, predicted: found }) =>
            `  ${id}: gold ${spanWords(right)}, model ${spanWords(found)}`,
        ),
    ]),
  ]
}

function spanWords(span: unknown): string {
  if (typeof span !== 'object' || span === null) return 'nothing'
  const { type, text } = span as { type: string; text: string }
  return `${type} "${text}"`
}
