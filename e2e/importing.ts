import { join } from 'node:path'
import type { Client } from '../src/shared/api/client.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { writeImportFiles } from './fixtures/importFiles.ts'
import type { ImportFiles } from './fixtures/importFiles.ts'
import { ended } from './jobs.ts'
import { expect } from './workbench.ts'
import type { Workbench } from './workbench.ts'

/** What the import dialog starts from. */
export const IMPORT_OPTIONS = {
  format: 'auto',
  split: null,
  skipBad: false,
  offsets: null,
  columns: null,
  delimiter: null,
  encoding: null,
}

export interface Imported {
  /** The open project. */
  readonly project: string
  readonly client: Client
  readonly files: ImportFiles
}

/** A new project with the posts of the fixture, made through the contract as the dialogs do it. */
export async function importPosts(workbench: Workbench): Promise<Imported> {
  const files = await writeImportFiles(workbench.files)
  const client = await workbench.connect()
  const project = join(workbench.files, 'Trial.vsgn')
  await client.call('projects.create', {
    token: await workbench.pick(client, project, 'new-project'),
    name: 'Trial',
    labels: DEFAULT_LABELS,
  })
  const started = await client.call('import.start', {
    files: [await workbench.pick(client, files.posts, 'import')],
    pictures: await workbench.pick(client, files.pictures, 'pictures'),
    captions: await workbench.pick(client, files.captions, 'captions'),
    options: IMPORT_OPTIONS,
  })
  const job = await ended(client, started)
  expect(job).toMatchObject({ state: 'done', error: null })
  return { project, client, files }
}
