import type { ModelKind } from '../../shared/domain/modelKind.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import { readManifest } from '../vsgn/modelPack.ts'

/** Why a model of this kind cannot start from a pack; null: it can. A baseline takes what a VSGN knows of words. */
export async function refusalOf(kind: ModelKind, folder: string): Promise<string | null> {
  const { manifest } = await readManifest(folder)
  const { kind: found, name } = manifest
  if (kind === 'linear-crf' || found === kind || (kind !== 'vsgn' && found === 'vsgn')) return null
  const fitting = kind === 'vsgn' ? kind : `${kind} or a vsgn`
  return `${name} is a ${found}; a ${kind} can start from a ${fitting} alone. Choose another model to start from.`
}

/**
 * Whether a model of this kind that starts from a pack (null: from scratch) is shown the pictures of a project. What
 * reads pictures in a pack that learned with none, or with other eyes, would begin anew, and a project has too few
 * pictures to teach it. What corrects a network is shown what that network reads, or it would learn to correct another
 * reading than the one it is served with.
 */
export async function learnsFromPictures(kind: ModelKind, folder: string | null): Promise<boolean> {
  if (kind === 'linear-crf') return folder !== null && readsPictures(folder)
  return kind === 'vsgn' && (folder === null || (await readsPictures(folder)))
}

/** Whether the model in a folder reads pictures as this program sees them. */
export async function readsPictures(folder: string): Promise<boolean> {
  const { inputs, recipe } = (await readManifest(folder)).manifest
  return readsThesePictures({ inputs, pictureRecipe: recipe.picture })
}
