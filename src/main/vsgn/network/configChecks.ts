import { PARTS } from './vsgnConfig.ts'
import type { Part, VsgnConfig } from './vsgnConfig.ts'

/** What a value must be, and whether one is. */
export interface Check {
  readonly expected: string
  readonly holds: (value: unknown) => boolean
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Far above any network that could be run: numbers beyond it would fill the memory before a weight is looked at. */
const MOST = { width: 65_536, layers: 256, rows: 10_000_000 }

const count = (least: number, most = MOST.width): Check => ({
  expected: `a whole number from ${least} to ${most}`,
  holds: (value) => isNumber(value) && Number.isInteger(value) && value >= least && value <= most,
})
const number = (expected: string, holds: (value: number) => boolean): Check => ({
  expected,
  holds: (value) => isNumber(value) && holds(value),
})
const oneOf = (...choices: readonly string[]): Check => ({
  expected: choices.map((choice) => `"${choice}"`).join(' or '),
  holds: (value) => choices.includes(value as string),
})
const distinctStrings = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.every((item) => typeof item === 'string' && item !== '') &&
  new Set(value).size === value.length
/** An object of exactly these numbers. */
const numbers = (names: readonly string[], each: Check): Check => ({
  expected: `{ ${names.join(', ')} }, each ${each.expected}`,
  holds: (value) =>
    isRecord(value) &&
    Object.keys(value).every((name) => names.includes(name)) &&
    names.every((name) => each.holds(value[name])),
})
const share = number('from 0 to below 1', (value) => value >= 0 && value < 1)
const positive = number('a number above 0', (value) => value > 0)
const notNegative = number('a number of at least 0', (value) => value >= 0)

/** One check a field, apart from the others. */
export const CHECKS: Readonly<Record<keyof VsgnConfig, Check>> = {
  textInput: oneOf('words', 'pieces'),
  captionEncoding: oneOf('separate', 'joint'),
  subwordLabels: oneOf('first', 'thirteen'),
  types: {
    expected: 'a list of different, non-empty names',
    holds: (value) => distinctStrings(value) && value.length > 0,
  },
  encoder: oneOf('transformer', 'bilstm'),
  wordRows: oneOf('features', 'word'),
  characters: {
    expected: `null or ${numbers(['read', 'rows', 'width'], count(1)).expected}`,
    holds: (value) => value === null || numbers(['read', 'rows', 'width'], count(1)).holds(value),
  },
  labelSpaces: {
    expected: 'a list of different names of letters, digits, _ and -',
    holds: (value) => distinctStrings(value) && value.every((name) => /^[\w-]+$/u.test(name)),
  },
  labelSpaceDropout: share,
  hidden: count(1),
  heads: count(1),
  encoderLayers: count(1, MOST.layers),
  feedForward: count(1),
  distanceLimit: count(1),
  positions: count(0),
  tableRows: count(1, MOST.rows),
  rowWidth: count(1),
  extrasWidth: count(0),
  patches: count(1),
  regions: count(1),
  patchWidth: count(1),
  regionWidth: count(1),
  latent: count(1),
  topK: count(1),
  window: {
    expected: `${count(1).expected}, or null`,
    holds: (value) => value === null || count(1).holds(value),
  },
  edgeBalance: positive,
  gcnLayers: count(1, MOST.layers),
  gcn: oneOf('residual', 'paper'),
  alignmentTemperature: positive,
  alignmentWeight: notNegative,
  channelReduction: count(1),
  deviationWeight: numbers(['start', 'end'], notNegative),
  channelTemperature: positive,
  without: {
    expected: `a list of different parts out of ${PARTS.join(', ')}`,
    holds: (value) => distinctStrings(value) && value.every((part) => PARTS.includes(part as Part)),
  },
  dropout: numbers(['input', 'layers', 'output'], share),
  modalityDropout: numbers(['picture', 'caption'], share),
}

/** What fields must be beside each other: the first that does not hold, in words. */
export function firstMisfit(config: VsgnConfig): { field: keyof VsgnConfig; expected: string } | null {
  const { hidden, heads, channelReduction, textInput } = config
  const misfit = (field: keyof VsgnConfig, expected: string) => ({ field, expected })
  if (hidden % heads !== 0) return misfit('heads', `a divisor of ${hidden}`)
  if (hidden < channelReduction) return misfit('channelReduction', `at most ${hidden}`)
  return textInput === 'pieces' ? misfitOfPieces(config, misfit) : misfitOfWords(config, misfit)
}

type Misfit<Result> = (field: keyof VsgnConfig, expected: string) => Result

function misfitOfPieces<Result>(config: VsgnConfig, misfit: Misfit<Result>): Result | null {
  if (config.rowWidth !== config.hidden) return misfit('rowWidth', `${config.hidden}, as hidden, for pieces`)
  if (config.extrasWidth !== 0) return misfit('extrasWidth', '0 for pieces')
  if (config.encoder !== 'transformer') return misfit('encoder', '"transformer" for pieces')
  if (config.characters !== null) return misfit('characters', 'null for pieces')
  return config.positions < 1 ? misfit('positions', 'at least 1 for pieces') : null
}

function misfitOfWords<Result>(config: VsgnConfig, misfit: Misfit<Result>): Result | null {
  if (config.extrasWidth < 1) return misfit('extrasWidth', 'at least 1 for words')
  if (config.positions !== 0) return misfit('positions', '0 for words')
  if (config.encoder === 'bilstm') {
    if (config.hidden % 2 !== 0) return misfit('hidden', 'an even number for bilstm')
    if (config.captionEncoding === 'joint') return misfit('captionEncoding', '"separate" for bilstm')
  }
  return config.subwordLabels === 'first' ? null : misfit('subwordLabels', '"first" for words')
}
