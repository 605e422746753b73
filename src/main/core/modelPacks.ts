import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { resourcesFolder } from '../system/resources.ts'
import { readManifest } from '../vsgn/modelPack.ts'

/** A folder that may hold a model pack. */
export interface PackFolder {
  /** What `predict.start` takes: `bundled` for the pack that ships with the program, else `project:<folder name>`. */
  readonly id: string
  readonly folder: string
  readonly bundled: boolean
}

/** The packs that ship with the program (the first is `bundled`), then those of the open project. */
export function listPackFolders(projectFolder: string | null): PackFolder[] {
  const shipped = bundledFolders().map((folder, index) => ({
    id: index === 0 ? 'bundled' : `bundled:${folder}`,
    folder,
    bundled: true,
  }))
  if (projectFolder === null) return shipped
  const models = modelsFolder({ folder: projectFolder })
  const own = foldersIn(models).map((name) => ({
    id: `project:${name}`,
    folder: join(models, name),
    bundled: false,
  }))
  return [...shipped, ...own]
}

/** Where a project keeps its models. */
export function modelsFolder(project: { readonly folder: string }): string {
  return join(project.folder, 'models')
}

/** The folder of a pack by its id; null: there is none. */
export function findPack(projectFolder: string | null, id: string): string | null {
  return listPackFolders(projectFolder).find((pack) => pack.id === id)?.folder ?? null
}

/** @throws WorkbenchError `model` when the program was built without one. */
export function bundledPack(): string {
  const [first] = bundledFolders()
  if (first !== undefined) return first
  throw new WorkbenchError(
    'model',
    `No model ships with this copy of the program (${join(resourcesFolder(), 'models')} is empty). Give the folder of a model pack.`,
  )
}

/**
 * The pack that made the predictions; before there are any, the bundled one.
 *
 * @throws WorkbenchError `not-found`: it is not among the models any more.
 */
export async function packOfRun(
  projectFolder: string,
  run: { readonly model: string; readonly sha256: string } | null,
): Promise<string> {
  if (run === null) return bundledPack()
  for (const { folder } of listPackFolders(projectFolder))
    if ((await hashOf(folder)) === run.sha256) return folder
  throw new WorkbenchError(
    'not-found',
    `The predictions are by ${run.model} (${run.sha256.slice(0, 12)}…), which is not among the models of this ` +
      `program or project. Put its folder into ${projectFolder}/models, or predict again with a model that is there.`,
  )
}

/** Null for a folder whose manifest cannot be read: it is listed with its problem among the models. */
async function hashOf(folder: string): Promise<string | null> {
  try {
    return (await readManifest(folder)).sha256
  } catch {
    return null
  }
}

function bundledFolders(): string[] {
  const models = join(resourcesFolder(), 'models')
  return foldersIn(models).map((name) => join(models, name))
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
}
