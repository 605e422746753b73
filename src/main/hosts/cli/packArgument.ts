import { resolve } from 'node:path'
import { bundledPack } from '../../core/modelPacks.ts'

/** Folder of a model pack: `bundled` is the one that ships with the program. */
export function packFolder(given: string): string {
  return given === 'bundled' ? bundledPack() : resolve(given)
}
