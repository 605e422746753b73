import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { importedPost, publishPosts, quickFolder, steppingClock } from '../store/store.fixture.ts'
import { mount, remount, unmount } from '../system/testing/memoryDisk.ts'
import { openCore } from './testing/openCore.ts'

let folder: string
let disk: string
beforeEach(() => {
  folder = mkdtempSync(join(quickFolder(), 'read-only-'))
  disk = join(folder, 'disk')
  mkdirSync(disk)
})
afterEach(() => {
  unmount(disk)
  rmSync(folder, { recursive: true })
})

/** The program with the project in a folder that cannot be written to open; null: this system lets us mount none. */
async function opened() {
  if (!mount(disk, 4)) return null
  const clock = steppingClock()
  const project = join(disk, 'a.vsgn')
  const store = createProject(project, { name: 'A', labels: DEFAULT_LABELS, clock })
  publishPosts(store, [importedPost('Ada ran', { tags: ['B-PER', 'O'] })])
  const run = store.predictions.startRun({ model: 'm', sha256: 'x', device: 'cpu', at: '' })
  store.predictions.store(run, [{ postId: 1, spans: [] }])
  store.close()
  expect(remount(disk, 'read-only')).toBe(true)
  expect(() => writeFileSync(join(project, 'x'), '')).toThrow('EROFS')

  const program = await openCore(folder, 'cli')
  const token = program.tokens.grant(project)
  return { ...program, project: await program.client.call('projects.open', { token }) }
}

// P28. Root, as whom tests may run, writes past every permission, but not to a disk that is mounted read-only.
it('a project in a folder that cannot be written to is exported and analysed, and says why it cannot be changed', async (context) => {
  const program = await opened()
  if (program === null) return context.skip('needs Linux and the right to mount a disk in memory')
  const { core, client, tokens, ended, project } = program
  try {
    expect(project).toMatchObject({ name: 'A', readOnly: true, posts: 1 })
    const query = { which: 'all', examplesPerKind: 1 } as const
    expect(await client.call('errors.document', query)).toMatchObject({ gold: 1, predicted: 0 })

    const options = { format: 'conll', which: 'all', tags: 'gold', miscAsOther: false } as const
    const token = tokens.grant(folder, 'parent')
    const job = await ended(() => client.call('export.start', { token, name: 'out.txt', options }))
    expect(job).toMatchObject({ state: 'done', result: { tweets: 1, spans: 1 } })
    expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toContain('Ada\tB-PER')

    const change = { rule: 'begin' } as const
    await expect(client.call('lint.repair', change)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('its folder cannot be written to') as string,
    })
  } finally {
    await core.close()
  }
})
