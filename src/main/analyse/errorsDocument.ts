import type { CancelSignal } from '../../shared/api/contract.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import type { Json } from '../../shared/domain/json.ts'
import type { Span } from '../../shared/domain/span.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { PostSource, Which } from './comparedPosts.ts'
import { ErrorTally } from './errorReport.ts'
import { countSurfaces } from './surfaces.ts'

/**
 * What `vsgn errors --json` prints: counts per kind and type, and at most `examplesPerKind` cases of each kind. In an
 * example `gold` and `predicted` are the two spans of the case, `{start, end, type, text}` in token indexes, end
 * exclusive, or null where one side has none; `predicted` also has its `score`.
 */
export async function errorsDocument(
  source: PostSource,
  options: { readonly which: Which; readonly examplesPerKind: number },
  signal?: CancelSignal,
): Promise<Json> {
  const tally = new ErrorTally(await countSurfaces(source.every, signal))
  const listed: Record<ErrorKind, Json[]> = {
    missed: [],
    spurious: [],
    'wrong-type': [],
    'wrong-boundary': [],
  }
  for await (const compared of comparedPosts(source, options.which, signal)) {
    tally.add(compared)
    const { externalId: id, tokens } = compared.post
    for (const { kind, gold, predicted } of compared.comparison.cases)
      if (listed[kind].length < options.examplesPerKind)
        listed[kind].push({
          id,
          tokens,
          gold: spelled(gold, tokens),
          predicted: spelled(predicted, tokens),
          kind,
        })
  }
  const { types, interval95, confusion, slices, reliability, ...counts } = tally.report()
  return {
    ...counts,
    interval95,
    slices: Object.fromEntries(
      slices.map(({ by, groups }) => [
        by,
        Object.fromEntries(groups.map(({ group, ...scores }) => [group, scores])),
      ]),
    ),
    reliability: { ece: reliability.ece, bins: reliability.bins.map((bin) => ({ ...bin })) },
    types: Object.fromEntries(types.map(({ type, ...scores }) => [type, scores])),
    confusion: confusion.map((cell) => ({ ...cell })),
    examples: ERROR_KINDS.flatMap((kind) => listed[kind]),
  }
}

function spelled(span: (Span & { readonly score?: number }) | null, tokens: readonly string[]): Json {
  if (span === null) return null
  const { start, end, type, score } = span
  const text = tokens.slice(start, end).join(' ')
  return score === undefined ? { start, end, type, text } : { start, end, type, text, score }
}
