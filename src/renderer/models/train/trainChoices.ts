import type { Params, Result } from '../../../shared/api/contract.ts'
import { modelName } from '../../../shared/api/trainingDocuments.ts'
import type { ModelKind } from '../../../shared/domain/modelKind.ts'

export type Choices = Params<'training.plan'>
type Model = Result<'models.list'>[number]

/** The kinds of models in the order they are offered: what is trained at once, the network, the baselines. */
export const KIND_TITLES: ReadonlyMap<ModelKind, string> = new Map([
  ['linear-crf', 'Linear CRF, in seconds'],
  ['vsgn', 'VSGN, in the background'],
  ['bilstm-crf', 'BiLSTM-CRF, a baseline'],
  ['cnn-bilstm-crf', 'CNN-BiLSTM-CRF, a baseline'],
])

/** The title without what speaks for it: "Linear CRF". */
export function kindName(kind: ModelKind): string {
  return KIND_TITLES.get(kind)?.split(', ')[0] ?? kind
}

/** What to start with: reviewed posts, a fifth of them held out, the kind that is trained at once. */
export function firstChoices(models: readonly Model[]): Choices {
  return {
    name: freeName('linear-crf', models),
    kind: 'linear-crf',
    base: basesFor('linear-crf', models)[0]?.id ?? null,
    data: { reviewed: true, splits: [] },
    heldOut: { reviewed: true, splits: [] },
    epochs: null,
    seed: 1,
  }
}

const STEMS: Readonly<Record<ModelKind, string>> = {
  'linear-crf': 'Linear',
  vsgn: 'VSGN',
  'bilstm-crf': 'BiLSTM',
  'cnn-bilstm-crf': 'CNN-BiLSTM',
}

/**
 * The models a kind can start from: networks take the weights of their own kind, baselines also what a VSGN knows of
 * words, a linear CRF that of any model.
 */
export function basesFor(kind: ModelKind, models: readonly Model[]): readonly Model[] {
  const fits = (other: string): boolean => kind === 'linear-crf' || other === 'vsgn' || other === kind
  return models.filter((model) => model.problem === null && fits(model.kind))
}

/** "Linear 1", "Linear 2", …: the first that no model has. */
export function freeName(kind: ModelKind, models: readonly Model[]): string {
  const stem = STEMS[kind]
  const taken = new Set(models.map(({ id }) => id))
  let number = 1
  while (taken.has(`project:${stem} ${number}`)) number++
  return `${stem} ${number}`
}

/** With another kind: a base it can start from, and a name of its own unless the person gave one. */
export function withKind(choices: Choices, kind: ModelKind, models: readonly Model[]): Choices {
  const named = choices.name !== freeName(choices.kind, models)
  const bases = basesFor(kind, models)
  return {
    ...choices,
    kind,
    name: named ? choices.name : freeName(kind, models),
    base: bases.some(({ id }) => id === choices.base) ? choices.base : (bases[0]?.id ?? null),
  }
}

/** Adds a split to a list or takes it out. */
export function toggled(
  splits: readonly (string | null)[],
  split: string | null,
  chosen: boolean,
): (string | null)[] {
  const others = splits.filter((other) => other !== split)
  return chosen ? [...others, split] : others
}

export function isModelName(name: string): boolean {
  return modelName.safeParse(name).success
}
