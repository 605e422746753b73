import type { Params } from '../../shared/api/contract.ts'
import { EDGE_WORDS, groupWords, KIND_WORDS } from '../../shared/domain/caseWords.ts'
import { EDGE_KINDS } from '../../shared/domain/edgeKind.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import { CONTROLS } from '../../shared/domain/reading.ts'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import { SLICE_NAMES } from '../../shared/domain/slice.ts'

type ExamplesQuery = Params<'errors.examples'>

export type Which = ExamplesQuery['which']
/** What the examples are narrowed to; no key, all error cases. `gold` or `predicted` null: "none". */
export type CaseFilter = Readonly<Omit<ExamplesQuery, 'which' | 'reading' | 'offset' | 'limit'>>
/** What is held against gold on which posts; no `reading`: the current model run. */
export type Compared = Readonly<Pick<ExamplesQuery, 'which' | 'reading'>>

export const EVERYTHING: CaseFilter = {}
export const WHICHES = ['all', 'reviewed', 'corrected'] as const satisfies readonly Which[]
const SCOPES = ['errors', 'correct', 'gold', 'predicted'] as const

/** The state of the view as the rest of its hash, so that Back from a post returns to the same list. */
export function toRest({ which, reading }: Compared, { slice, ...filter }: CaseFilter): readonly string[] {
  const parts = Object.entries(filter).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${value ?? ''}`],
  )
  if (slice !== undefined) parts.push(`${slice.by}=${slice.group}`)
  if (reading !== undefined) parts.unshift(`reading=${readingId(reading)}`)
  return which === 'all' && parts.length === 0 ? [] : [which, ...parts]
}

/** What cannot be read is left out: an unknown address is everything. */
export function fromRest([first, ...parts]: readonly string[]): {
  readonly compared: Compared
  readonly filter: CaseFilter
} {
  const values = new Map(
    parts.map((part) => {
      const at = part.indexOf('=')
      return [part.slice(0, at), part.slice(at + 1)] as const
    }),
  )
  const oneOf = <V extends string>(key: string, known: readonly V[]): V | undefined =>
    known.find((value) => value === values.get(key))
  const type = (key: string): string | null | undefined => {
    const value = values.get(key)
    return value === '' ? null : value
  }
  const by = SLICE_NAMES.find((name) => values.has(name))
  const reading = readingOf(values.get('reading') ?? '')
  return {
    compared: {
      which: WHICHES.find((known) => known === first) ?? 'all',
      ...(reading === null ? {} : { reading }),
    },
    filter: defined({
      scope: oneOf('scope', SCOPES),
      kind: oneOf('kind', ERROR_KINDS),
      edge: oneOf('edge', EDGE_KINDS),
      gold: type('gold'),
      predicted: type('predicted'),
      type: type('type') ?? undefined,
      cause: type('cause'),
      slice: by === undefined ? undefined : { by, group: values.get(by) ?? '' },
    }),
  }
}

/** "12" or "12.no-picture": a reading as part of an address or a value of a list. */
export function readingId({ run, control }: ReadingKey): string {
  return control === null ? String(run) : `${run}.${control}`
}

/** Null: it names no reading. */
export function readingOf(id: string): ReadingKey | null {
  const [run = '', name] = id.split('.')
  const control = name === undefined ? null : CONTROLS.find((known) => known === name)
  return /^\d+$/u.test(run) && control !== undefined ? { run: Number(run), control } : null
}

/** Without the keys that say nothing, so that equal filters look equal. */
function defined(filter: CaseFilter): CaseFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** The filter without its slice: what the chips cut further. */
export function unsliced(filter: CaseFilter): CaseFilter {
  return defined({ ...filter, slice: undefined })
}

/** The filter in words: the title of the list and of the queue it opens. */
export function titleOf(filter: CaseFilter): string {
  const base = `${baseTitle(filter)}${causeWords(filter.cause)}`
  return filter.slice === undefined ? base : `${base}, ${groupWords(filter.slice).toLowerCase()}`
}

function causeWords(cause: string | null | undefined): string {
  if (cause === undefined) return ''
  return cause === null ? ', cause open' : `, cause: ${cause.replaceAll('-', ' ')}`
}

function baseTitle({ scope = 'errors', kind, edge, gold, predicted, type }: CaseFilter): string {
  if (edge !== undefined) return `${KIND_WORDS['wrong-boundary']}, ${EDGE_WORDS[edge].toLowerCase()}`
  if (gold !== undefined && predicted !== undefined) return cellTitle(gold, predicted)
  if (scope === 'correct') return 'What is right'
  if (scope === 'predicted') return 'All predicted spans'
  if (scope === 'gold') return gold == null ? 'All gold spans' : `Gold ${gold}`
  if (kind !== undefined) return type === undefined ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}, ${type}`
  return type === undefined ? 'All error cases' : `All error cases of ${type}`
}

function cellTitle(gold: string | null, predicted: string | null): string {
  if (gold === predicted) return gold === null ? 'No entity' : `${gold} with the right type`
  if (predicted === null) return `Gold ${gold ?? ''}, missed`
  return gold === null ? `Model ${predicted}, not in gold` : `Gold ${gold}, model ${predicted}`
}
