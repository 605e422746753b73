import type { Overlay } from './workbench.ts'

const PREFIX = 'predict:'

/** The question before a prediction, with a model of `models.list` chosen; without one, the model used last. */
export function predictOverlay(model = ''): Overlay {
  return `${PREFIX}${model}`
}

/** The model that the question was asked for, empty for none; null: another dialogue is open, or none is. */
export function wantedModel(overlay: Overlay | null): string | null {
  return overlay?.startsWith(PREFIX) === true ? overlay.slice(PREFIX.length) : null
}
