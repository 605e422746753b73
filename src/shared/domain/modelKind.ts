/** Models that are networks: that of the paper, and the classic baselines over words, and over words and characters. */
export const NETWORK_KINDS = ['vsgn', 'bilstm-crf', 'cnn-bilstm-crf'] as const
export type NetworkKind = (typeof NETWORK_KINDS)[number]

/** What a model can be: a network, or a linear-chain CRF over hashed features, trained in seconds. */
export const MODEL_KINDS = [...NETWORK_KINDS, 'linear-crf'] as const
export type ModelKind = (typeof MODEL_KINDS)[number]

export function isNetworkKind(kind: string): kind is NetworkKind {
  return NETWORK_KINDS.some((known) => known === kind)
}
