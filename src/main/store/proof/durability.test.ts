import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Workshop } from '../store.fixture.ts'
import { program, projectToEdit } from './proof.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const EDITS = 200

it('has each of 200 edits synced to the disk between its last write and its acknowledgement', (context) => {
  if (spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0)
    context.skip('strace is missing or may not trace here; on Debian: apt install strace')
  // On the real disk: memory file systems need no sync, but SQLite asks for it all the same.
  const folder = projectToEdit(workshop, tmpdir())
  const log = join(folder, 'calls.log')
  const traced = spawnSync(
    'strace',
    ['-f', '-y', '-s', '80', '-e', 'trace=pwrite64,write,fsync,fdatasync', '-o', log].concat([
      process.execPath,
      program('editor'),
      folder,
      '7',
      'run',
      String(EDITS),
      'edits',
    ]),
    { encoding: 'utf8' },
  )
  expect(traced.stderr).toBe('')
  const calls = callsOf(readFileSync(log, 'utf8'))
  expect(calls.filter((call) => call.failed)).toEqual([])
  const unsynced: string[] = []
  let acknowledged = 0
  let state: 'nothing written' | 'written' | 'synced' = 'nothing written'
  for (const call of calls) {
    if (call.file.endsWith('-wal')) state = call.name.includes('write') ? 'written' : 'synced'
    else if (call.text.startsWith('ack ')) {
      acknowledged++
      if (state !== 'synced') unsynced.push(`${call.text}: ${state}`)
      state = 'nothing written'
    }
  }
  expect(unsynced).toEqual([])
  expect(acknowledged).toBe(EDITS)
})

interface Call {
  readonly name: string
  readonly file: string
  /** The first bytes written. */
  readonly text: string
  readonly failed: boolean
}

/** System calls on files in the order in which they began. */
function callsOf(log: string): Call[] {
  return log.split('\n').flatMap((line) => {
    const match = /^\d+ +(?<name>\w+)\(\d+<(?<file>[^>]*)>(?:, "(?<text>[^"]*)")?/u.exec(line)
    if (match?.groups === undefined) return []
    const { name = '', file = '', text = '' } = match.groups
    return [{ name, file, text, failed: / = -1 /u.test(line) }]
  })
}
