import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { CHECKS, firstMisfit, isRecord } from './configChecks.ts'
import type { VsgnConfig } from './vsgnConfig.ts'

import type { NetworkKind } from '../../../shared/domain/modelKind.ts'
import { PARTS } from './vsgnConfig.ts'

export { PARTS } from './vsgnConfig.ts'
export type { Part, VsgnConfig } from './vsgnConfig.ts'

/** The compact size: trained from scratch, reads words. */
export const COMPACT: VsgnConfig = {
  textInput: 'words',
  captionEncoding: 'separate',
  subwordLabels: 'first',
  types: ['PER', 'LOC', 'ORG', 'MISC'],
  encoder: 'transformer',
  wordRows: 'features',
  characters: null,
  labelSpaces: [],
  labelSpaceDropout: 0.15,
  hidden: 256,
  heads: 4,
  encoderLayers: 4,
  feedForward: 1024,
  distanceLimit: 16,
  positions: 0,
  tableRows: 65_886,
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

/** The full size: the paper's, with BERT base underneath and vectors of CLIP beside it. */
export const FULL: VsgnConfig = {
  ...COMPACT,
  textInput: 'pieces',
  hidden: 768,
  heads: 12,
  encoderLayers: 12,
  feedForward: 3072,
  positions: 512,
  tableRows: 30_522,
  rowWidth: 768,
  extrasWidth: 0,
  patchWidth: 768,
  regionWidth: 768,
  latent: 256,
  channelReduction: 16,
  dropout: { input: 0.1, layers: 0.1, output: 0.5 },
}

/** The networks of the classic baselines: encoder and CRF alone, over words and their vectors as they were read then. */
export const BASELINES: Readonly<Record<'bilstm-crf' | 'cnn-bilstm-crf', Partial<VsgnConfig>>> = {
  'bilstm-crf': {
    encoder: 'bilstm',
    wordRows: 'word',
    hidden: 320,
    encoderLayers: 1,
    without: PARTS,
    dropout: { input: 0.3, layers: 0, output: 0.4 },
  },
  'cnn-bilstm-crf': {
    encoder: 'bilstm',
    wordRows: 'word',
    characters: { read: 16, rows: 512, width: 30 },
    hidden: 320,
    encoderLayers: 1,
    without: PARTS,
    dropout: { input: 0.3, layers: 0, output: 0.4 },
  },
}

/** What kind of model a network of this configuration is. */
export function kindOf({ encoder, characters }: VsgnConfig): NetworkKind {
  if (encoder === 'transformer') return 'vsgn'
  return characters === null ? 'bilstm-crf' : 'cnn-bilstm-crf'
}

/** What a configuration means that was written before these fields were there. */
const EARLIER: Partial<VsgnConfig> = {
  captionEncoding: COMPACT.captionEncoding,
  subwordLabels: COMPACT.subwordLabels,
  encoder: COMPACT.encoder,
  wordRows: COMPACT.wordRows,
  characters: COMPACT.characters,
  labelSpaces: COMPACT.labelSpaces,
  labelSpaceDropout: COMPACT.labelSpaceDropout,
  positions: COMPACT.positions,
  tableRows: COMPACT.tableRows,
}

/**
 * A config from unknown data, e.g. a model's manifest. Every field must be there, but for those that were added later.
 * Throws WorkbenchError `invalid-input` naming the first field that is unknown, missing or impossible.
 */
export function readConfig(value: unknown): VsgnConfig {
  if (!isRecord(value)) throw refusal('the network configuration is not an object')
  for (const name of Object.keys(value))
    if (!Object.hasOwn(CHECKS, name)) throw refusal(`the network configuration has no field "${name}"`)
  const known: Readonly<Record<string, unknown>> = { ...EARLIER, ...value }
  for (const [name, check] of Object.entries(CHECKS))
    if (!check.holds(known[name]))
      throw refusal(`network configuration: ${name} is ${show(known[name])}, expected ${check.expected}`)
  const config = known as unknown as VsgnConfig
  const misfit = firstMisfit(config)
  if (misfit !== null)
    throw refusal(
      `network configuration: ${misfit.field} is ${show(config[misfit.field])}, expected ${misfit.expected}`,
    )
  return config
}

/** The compact size with some fields changed; refuses what `readConfig` refuses. */
export function compactConfig(changes: Readonly<Partial<VsgnConfig>> = {}): VsgnConfig {
  return readConfig({ ...COMPACT, ...changes })
}

/** The full size with some fields changed; refuses what `readConfig` refuses. */
export function fullConfig(changes: Readonly<Partial<VsgnConfig>> = {}): VsgnConfig {
  return readConfig({ ...FULL, ...changes })
}

/** Labels of what is no word: a piece that continues one, the marks around a text, padding. */
export const PIECE_LABELS = ['X', '[CLS]', '[SEP]', 'PAD'] as const

/** Whether pieces and marks bear labels instead of words. */
export function labelsPieces({ subwordLabels }: VsgnConfig): boolean {
  return subwordLabels === 'thirteen'
}

/** O, then B and I of each type; with `thirteen` (which they are for four types) also X, [CLS], [SEP] and PAD. */
export function labelsOf(config: VsgnConfig): string[] {
  const labels = ['O', ...config.types.flatMap((type) => [`B-${type}`, `I-${type}`])]
  return labelsPieces(config) ? [...labels, ...PIECE_LABELS] : labels
}

function refusal(message: string): WorkbenchError {
  return new WorkbenchError('invalid-input', message)
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
