import { WorkbenchError } from '../../../shared/api/workbenchError.ts'

/** Parts of VSGN that can be left out: the rows of the paper's ablation (its Table 4). */
export const PARTS = ['vsg', 'cir', 'caption', 'picture'] as const
export type Part = (typeof PARTS)[number]

/** Everything that decides the network's shape and arithmetic. Equation numbers are the paper's. */
export interface VsgnConfig {
  /** What one text position is. `words`: a sum of feature-table rows per word, looked up outside the graph. */
  readonly textInput: 'words'
  /** Span types; the labels are O, then B and I of each in this order. */
  readonly types: readonly string[]
  /** d, the width of every hidden vector. */
  readonly hidden: number
  /** Attention heads, in the encoder and in cross-attention; divides `hidden`. */
  readonly heads: number
  /** Transformer layers of the text encoder. */
  readonly encoderLayers: number
  /** Width inside the feed-forward networks. */
  readonly feedForward: number
  /** Word distances beyond this share one learned attention bias. */
  readonly distanceLimit: number
  /** Width of a word's summed feature rows. */
  readonly rowWidth: number
  /** Width of the other word inputs: word vector, numbers of the post, first-word and last-word bits. */
  readonly extrasWidth: number
  /** m, the patches of a picture (2). */
  readonly patches: number
  /** R, the most regions of a picture (3–4). */
  readonly regions: number
  /** Width of patch vectors as they come in. */
  readonly patchWidth: number
  /** Width of region vectors as they come in. */
  readonly regionWidth: number
  /** d_a, the latent width of edges (6, 7) and of the alignment (11). */
  readonly latent: number
  /** K, the edges a graph node keeps (9). */
  readonly topK: number
  /** Most words between two linked text nodes of one kind (9); null: no limit. */
  readonly window: number | null
  /** a, the start value of the learned balance between similarity and edge network (8). */
  readonly edgeBalance: number
  /** Graph layers (14). */
  readonly gcnLayers: number
  /** (14) as printed, or with self-loops, residual and layer normalisation. */
  readonly gcn: 'residual' | 'paper'
  /** τ, the temperature of the edge distributions that are aligned (13). */
  readonly alignmentTemperature: number
  /** λ, the weight of the alignment loss (28). */
  readonly alignmentWeight: number
  /** r, the reduction inside the channel gate (20). */
  readonly channelReduction: number
  /** β, the weight of deviation in (22), at the start of training and from its middle on. */
  readonly deviationWeight: { readonly start: number; readonly end: number }
  /** γ, the temperature over channels (22). */
  readonly channelTemperature: number
  /** Parts left out. */
  readonly without: readonly Part[]
  /** Shares of values dropped in training: of the word input, inside layers, before the output. */
  readonly dropout: { readonly input: number; readonly layers: number; readonly output: number }
  /** Shares of posts whose picture or caption is hidden in training, so that doing without is learned. */
  readonly modalityDropout: { readonly picture: number; readonly caption: number }
}

/** The compact size: trained from scratch, reads words. */
export const COMPACT: VsgnConfig = {
  textInput: 'words',
  types: ['PER', 'LOC', 'ORG', 'MISC'],
  hidden: 256,
  heads: 4,
  encoderLayers: 4,
  feedForward: 1024,
  distanceLimit: 16,
  rowWidth: 128,
  extrasWidth: 106,
  patches: 49,
  regions: 4,
  patchWidth: 128,
  regionWidth: 128,
  latent: 64,
  topK: 5,
  window: 10,
  edgeBalance: 0.5,
  gcnLayers: 2,
  gcn: 'residual',
  alignmentTemperature: 0.5,
  alignmentWeight: 0.1,
  channelReduction: 8,
  deviationWeight: { start: 0.1, end: 1 },
  channelTemperature: 1,
  without: [],
  dropout: { input: 0.2, layers: 0.15, output: 0.4 },
  modalityDropout: { picture: 0.15, caption: 0.15 },
}

interface Check {
  readonly expected: string
  readonly holds: (value: unknown) => boolean
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const count = (least: number): Check => ({
  expected: `a whole number of at least ${least}`,
  holds: (value) => isNumber(value) && Number.isInteger(value) && value >= least,
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

const CHECKS: Readonly<Record<keyof VsgnConfig, Check>> = {
  textInput: oneOf('words'),
  types: {
    expected: 'a list of different, non-empty names',
    holds: (value) => distinctStrings(value) && value.length > 0,
  },
  hidden: count(1),
  heads: count(1),
  encoderLayers: count(1),
  feedForward: count(1),
  distanceLimit: count(1),
  rowWidth: count(1),
  extrasWidth: count(1),
  patches: count(1),
  regions: count(1),
  patchWidth: count(1),
  regionWidth: count(1),
  latent: count(1),
  topK: count(1),
  window: {
    expected: 'a whole number of at least 1, or null',
    holds: (value) => value === null || count(1).holds(value),
  },
  edgeBalance: positive,
  gcnLayers: count(1),
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

/**
 * A config from unknown data, e.g. a model's manifest. Every field must be there.
 * Throws WorkbenchError `invalid-input` naming the first field that is unknown, missing or impossible.
 */
export function readConfig(value: unknown): VsgnConfig {
  if (!isRecord(value)) throw refusal('the network configuration is not an object')
  for (const name of Object.keys(value))
    if (!Object.hasOwn(CHECKS, name)) throw refusal(`the network configuration has no field "${name}"`)
  for (const [name, check] of Object.entries(CHECKS))
    if (!check.holds(value[name]))
      throw refusal(`network configuration: ${name} is ${show(value[name])}, expected ${check.expected}`)
  const config = value as unknown as VsgnConfig
  if (config.hidden % config.heads !== 0)
    throw refusal(`network configuration: heads is ${config.heads}, expected a divisor of ${config.hidden}`)
  if (config.hidden < config.channelReduction)
    throw refusal(
      `network configuration: channelReduction is ${config.channelReduction}, expected at most ${config.hidden}`,
    )
  return config
}

/** The compact size with some fields changed; refuses what `readConfig` refuses. */
export function compactConfig(changes: Readonly<Partial<VsgnConfig>> = {}): VsgnConfig {
  return readConfig({ ...COMPACT, ...changes })
}

/** O, then B and I of each type. */
export function labelsOf(config: VsgnConfig): string[] {
  return ['O', ...config.types.flatMap((type) => [`B-${type}`, `I-${type}`])]
}

function refusal(message: string): WorkbenchError {
  return new WorkbenchError('invalid-input', message)
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
