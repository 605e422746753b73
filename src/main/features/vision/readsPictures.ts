import { EYES_RECIPE } from './sighting.ts'

/** Whether a model was trained with what our detectors see; the numbers of others would mean nothing to it. */
export function readsThesePictures(
  model: {
    readonly inputs: { readonly picture: boolean }
    /** Name of the detectors it learned with; null: of none. */
    readonly pictureRecipe: string | null
  } | null,
): boolean {
  return model?.inputs.picture === true && model.pictureRecipe === EYES_RECIPE
}
