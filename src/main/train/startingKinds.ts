import type { ModelKind } from '../../shared/domain/modelKind.ts'
import { readManifest } from '../vsgn/modelPack.ts'

/** Why a model of this kind cannot start from a pack; null: it can. A baseline takes what a VSGN knows of words. */
export async function refusalOf(kind: ModelKind, folder: string): Promise<string | null> {
  const { manifest } = await readManifest(folder)
  const { kind: found, name } = manifest
  if (kind === 'linear-crf' || found === kind || (kind !== 'vsgn' && found === 'vsgn')) return null
  const fitting = kind === 'vsgn' ? kind : `${kind} or a vsgn`
  return `${name} is a ${found}; a ${kind} can start from a ${fitting} alone. Choose another model to start from.`
}
