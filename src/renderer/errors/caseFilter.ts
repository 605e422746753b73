import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ErrorCase, ErrorKind } from '../../shared/domain/errorCase.ts'
import { formatScore } from '../components/numbers.ts'

export type Which = 'all' | 'reviewed'

/** What the examples are narrowed to: a bar, a cell of the matrix (null = "none"), or nothing. */
export type CaseFilter =
  | { readonly by: 'everything' }
  | { readonly by: 'kind'; readonly kind: ErrorKind }
  | { readonly by: 'cell'; readonly gold: string | null; readonly predicted: string | null }

export const EVERYTHING: CaseFilter = { by: 'everything' }

export const KIND_WORDS: Readonly<Record<ErrorKind, string>> = {
  missed: 'Missed',
  'wrong-type': 'Wrong type',
  spurious: 'Spurious',
  'wrong-boundary': 'Wrong edge',
}

/** The state of the view as the rest of its hash, so that Back from a post returns to the same list. */
export function toRest(which: Which, filter: CaseFilter): readonly string[] {
  if (filter.by === 'kind') return [which, 'kind', filter.kind]
  if (filter.by === 'cell') return [which, 'cell', filter.gold ?? '', filter.predicted ?? '']
  return which === 'all' ? [] : [which]
}

/** What cannot be read counts as the start: everything. */
export function fromRest([which, by, first = '', second = '']: readonly string[]): {
  readonly which: Which
  readonly filter: CaseFilter
} {
  const kind = ERROR_KINDS.find((known) => known === first)
  const filter: CaseFilter =
    by === 'kind' && kind !== undefined
      ? { by, kind }
      : by === 'cell'
        ? { by, gold: first === '' ? null : first, predicted: second === '' ? null : second }
        : EVERYTHING
  return { which: which === 'reviewed' ? 'reviewed' : 'all', filter }
}

/** The filter as the params of `errors.examples`. */
export function toParams(filter: CaseFilter): {
  kind?: ErrorKind
  gold?: string | null
  predicted?: string | null
} {
  if (filter.by === 'kind') return { kind: filter.kind }
  return filter.by === 'cell' ? { gold: filter.gold, predicted: filter.predicted } : {}
}

/** The filter in words: the title of the list and of the queue it opens. */
export function titleOf(filter: CaseFilter): string {
  if (filter.by === 'everything') return 'All error cases'
  if (filter.by === 'kind') return KIND_WORDS[filter.kind]
  const { gold, predicted } = filter
  if (gold === predicted) return gold === null ? 'No entity' : `${gold} with a wrong edge`
  if (predicted === null) return `Gold ${gold ?? ''}, missed`
  return gold === null ? `Model ${predicted}, not in gold` : `Gold ${gold}, model ${predicted}`
}

/** One case in a line: "Gold ORG · model LOC .71". Where the edges differ, the words of both are given. */
export function caseLine({ kind, gold, predicted }: ErrorCase, tokens: readonly string[]): string {
  const words = (span: { readonly start: number; readonly end: number }): string =>
    tokens.slice(span.start, span.end).join(' ')
  const model =
    predicted === null
      ? ''
      : `${predicted.type}${'score' in predicted ? ` ${formatScore(predicted.score)}` : ''}`
  if (gold === null) return predicted === null ? '' : `Only the model: ${words(predicted)} ${model}`
  if (predicted === null) return `Missed: ${words(gold)} ${gold.type}`
  return kind === 'wrong-boundary'
    ? `Gold ${words(gold)} ${gold.type} · model ${words(predicted)} ${model}`
    : `Gold ${gold.type} · model ${model}`
}
