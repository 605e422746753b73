/**
 * A program that works on a project until it is killed, and says on standard output what it does:
 * `send EDIT POST` before an edit is saved, `ack EDIT REVISION` once it is. Arguments: folder, seed, name of the
 * run, number of steps, which steps (`all` or `edits`). The variable VSGN_KILL names a point at which it kills
 * itself: `before-commit`, `after-commit`, `in-bulk`, `in-snapshot`; VSGN_KILL_STEP says at which step.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../system/clock.ts'
import { openDatabase } from '../openDatabase.ts'
import { openProject } from '../openProject.ts'
import { DATABASE_NAME } from '../projectFile.ts'
import type { Edit } from '../types.ts'
import { randomNumbers } from './randomNumbers.ts'

const [folder = '', seed = '1', run = 'run', steps = '100', kinds = 'all'] = process.argv.slice(2)
const random = randomNumbers(Number(seed))
const store = openProject(folder, { clock: systemClock })
const ids = store.posts.after(0, 1000).map((post) => post.id)
const forBulk = ids.slice(-20)
const forEdits = ids.slice(0, -20)
const killAt = Number(process.env['VSGN_KILL_STEP'] ?? -1)
const checkpointer = openDatabase(join(folder, DATABASE_NAME))
const saved: Edit[] = []

// A pipe written to directly: what was said before a kill arrives.
const say = (line: string): void => void writeSync(1, `${line}\n`)

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

function nextEdit(step: number): Edit {
  const postId = forEdits[Math.floor(random() * forEdits.length)] ?? 0
  const { state, revision } = store.posts.get(postId)
  const editId = `${run}-${step}`
  const undone = random() < 0.2 ? saved.findLast((edit) => edit.postId === postId) : undefined
  return {
    editId,
    postId,
    expectedRevision: revision,
    after: {
      ...state,
      spans: undone === undefined && random() < 0.5 ? [{ start: 0, end: 1, type: 'LOC' }] : [],
      comment: editId,
    },
    author: 'Ada',
    at: new Date(systemClock.now()).toISOString(),
    undoes: undone?.editId ?? null,
  }
}

function editOnce(step: number, kill: string | undefined): void {
  const edit = nextEdit(step)
  say(`send ${edit.editId} ${edit.postId}`)
  if (kill === 'before-commit')
    store.transaction(() => {
      store.corrections.save(edit)
      die()
    })
  const outcome = store.corrections.save(edit)
  if (kill === 'after-commit') die()
  saved.push(edit)
  say(`ack ${edit.editId} ${outcome.revision}`)
}

function repairOnce(kill: string | undefined): void {
  const repair = store.tagRepairs.begin({ rule: 'begin', author: 'Ada', at: run })
  const posts = forBulk.map((postId) => {
    const { revision, rawTags } = store.posts.get(postId)
    const tags = rawTags === null ? ['I-PER', 'O'] : ['B-PER', 'O']
    return { postId, expectedRevision: revision, tags }
  })
  const change = (): unknown => store.tagRepairs.apply(repair, posts)
  say(`bulk ${repair} ${posts.length}`)
  if (kill === 'in-bulk')
    store.transaction(() => {
      change()
      die()
    })
  change()
  say(`done ${repair} ${posts.length}`)
}

/** Mostly edits; one step in ten is a bulk change, a snapshot or a checkpoint. */
function chooseWork(kill: string | undefined): 'edit' | 'repair' | 'snapshot' | 'checkpoint' {
  if (kill === 'in-bulk') return 'repair'
  if (kill === 'in-snapshot') return 'snapshot'
  if (kill !== undefined || kinds === 'edits') return 'edit'
  const dice = random()
  return dice < 0.04 ? 'repair' : dice < 0.06 ? 'snapshot' : dice < 0.1 ? 'checkpoint' : 'edit'
}

for (let step = 0; step < Number(steps); step++) {
  const kill = step === killAt ? process.env['VSGN_KILL'] : undefined
  const work = chooseWork(kill)
  if (work === 'repair') repairOnce(kill)
  else if (work === 'checkpoint') checkpointer.pragma('wal_checkpoint(TRUNCATE)')
  else if (work === 'snapshot') {
    const taking = store.snapshot('manual')
    if (kill !== undefined) setImmediate(die)
    await taking
  } else editOnce(step, kill)
}
checkpointer.close()
store.close()
