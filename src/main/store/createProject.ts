import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { MOST_LABELS } from '../../shared/domain/labels.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import { fileReason } from '../system/fileReason.ts'
import { makeFoldersSync } from '../system/makeFolders.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './openDatabase.ts'
import { openProject } from './openProject.ts'
import { APPLICATION_ID, DATABASE_NAME } from './projectFile.ts'
import type { ProjectStore } from './types.ts'

export interface NewProject {
  readonly name: string
  readonly labels: readonly LabelDefinition[]
  readonly clock: Clock
}

/**
 * Makes a project folder and opens it. The folder appears whole or not at all: it is built beside its place and
 * moved there. Throws WorkbenchError: `refused` (the folder holds something), `invalid-input` (labels), `storage`.
 */
export function createProject(folderGiven: string, { name, labels, clock }: NewProject): ProjectStore {
  const folder = resolve(folderGiven)
  requireEmpty(folder)
  requireDistinct(labels)
  const building = join(dirname(folder), `.${basename(folder)}.${process.pid}.new`)
  try {
    removeUnfinished(building)
    makeFoldersSync(building)
    for (const part of ['media', 'features', 'models', 'snapshots']) mkdirSync(join(building, part))
    build(join(building, DATABASE_NAME), { name, labels, clock })
    if (existsSync(folder)) rmdirSync(folder)
    renameSync(building, folder)
  } catch (error) {
    removeUnfinished(building)
    throw asStorage(error, folder)
  }
  return openProject(folder, { clock })
}

/** Looks before: of a name that is too long, removing fails without saying why. */
function removeUnfinished(building: string): void {
  if (existsSync(building)) rmSync(building, { recursive: true, force: true })
}

function build(file: string, { name, labels, clock }: NewProject): void {
  const connection = openDatabase(file)
  try {
    connection.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(connection)
    connection.write(() => {
      connection.run('INSERT INTO project (id, name, labels, created_at) VALUES (1, ?, ?, ?)', [
        name,
        JSON.stringify(labels),
        timestamp(clock),
      ])
    })
  } finally {
    connection.close()
  }
}

function requireEmpty(folder: string): void {
  if (!existsSync(folder)) return
  let entries: string[]
  try {
    entries = readdirSync(folder)
  } catch (error) {
    throw asStorage(error, folder)
  }
  if (entries.length > 0)
    throw new WorkbenchError(
      'refused',
      `${folder} already holds something (${entries.slice(0, 3).join(', ')}${entries.length > 3 ? ', …' : ''}). Choose a new or empty folder.`,
    )
}

function requireDistinct(labels: readonly LabelDefinition[]): void {
  if (labels.length === 0) throw new WorkbenchError('invalid-input', 'A project needs at least one label.')
  if (labels.length > MOST_LABELS)
    throw new WorkbenchError(
      'invalid-input',
      `Found ${labels.length} labels; a project can have up to ${MOST_LABELS}.`,
    )
  const names = labels.map((label) => label.name)
  const double = names.find((label, index) => names.indexOf(label) !== index)
  if (double !== undefined)
    throw new WorkbenchError(
      'invalid-input',
      `The label ${double} is there twice; every label needs its own name.`,
    )
}

function asStorage(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof WorkbenchError || !('code' in error)) return error
  const [found, advice] = fileReason(String(error.code))
  return new WorkbenchError('storage', `The project could not be made in ${folder}: ${found}. ${advice}.`)
}
