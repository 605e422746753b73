/** What a model can be: the network of the paper, or a linear-chain CRF over hashed features, trained in seconds. */
export const MODEL_KINDS = ['vsgn', 'linear-crf'] as const
export type ModelKind = (typeof MODEL_KINDS)[number]
