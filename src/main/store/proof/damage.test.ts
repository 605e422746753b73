import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { openProject } from '../openProject.ts'
import { DATABASE_NAME } from '../projectFile.ts'
import { edit, importedPost, publishPosts, stateWith, steppingClock, Workshop } from '../store.fixture.ts'
import type { ProjectStore } from '../types.ts'
import { times } from './proof.fixture.ts'
import { randomNumbers } from './randomNumbers.ts'

// docs/reliability.md P18: whatever happens to the bytes of a project, no annotation it changes is taken for sound.
const workshop = new Workshop()
afterEach(() => workshop.clear())

const DAMAGES = times('VSGN_DAMAGES', 200)
const SEED = times('VSGN_SEED', 20261130)
const POSTS = 40

it(
  `takes no changed annotation for sound in ${DAMAGES} damaged files (seed ${SEED})`,
  () => {
    const random = randomNumbers(SEED)
    const [sound, foreign] = [closedProject('Ada Berg'), closedProject('Bo Lind')]
    const annotations = soundAnnotations(sound)
    const found = { refused: 0, reported: 0, unharmed: 0, changed: 0 }
    for (let damage = 0; damage < DAMAGES; damage++) {
      const folder = join(workshop.folder(), '..', `damaged ${damage}`)
      mkdirSync(folder)
      copyFileSync(join(sound, DATABASE_NAME), join(folder, DATABASE_NAME))
      harm(join(folder, DATABASE_NAME), join(foreign, DATABASE_NAME), random)
      found[outcome(folder, annotations)]++
      rmSync(folder, { recursive: true })
    }
    expect(found.changed).toBe(0)
    // Damage that all fell on bytes nobody reads would show nothing, and so would one that always kept the file shut.
    expect(found.reported).toBeGreaterThan(DAMAGES / 40)
    expect(found.refused).toBeGreaterThan(DAMAGES / 40)
  },
  60_000 + DAMAGES * 1000,
)

function closedProject(name: string): string {
  const store = workshop.create()
  publishPosts(
    store,
    Array.from({ length: POSTS }, (_, index) =>
      importedPost(`${name} saw post ${index}`, {
        tags: ['B-PER', 'I-PER', 'O', 'O', 'O'],
        caption: index % 2 === 0 ? `a picture of ${name}` : null,
        picture: `${index}.jpg`,
      }),
    ),
  )
  for (let postId = 1; postId <= POSTS; postId += 4) {
    const spans = [{ start: 0, end: 1, type: 'LOC' }]
    store.corrections.save(edit({ postId, after: stateWith({ spans, status: 'reviewed' }) }))
  }
  store.close()
  return store.folder
}

function soundAnnotations(folder: string): string {
  const store = openProject(folder, { clock: steppingClock() })
  const annotations = annotationsOf(store)
  store.close()
  return annotations
}

/** All that an export writes of the posts. */
function annotationsOf(store: ProjectStore): string {
  return JSON.stringify(
    store.posts
      .after(0, POSTS + 1)
      .map(({ externalId, tokens, text, caption, picture, state, tags, split, meta, line }) => [
        ...[externalId, tokens, text, caption, picture?.name, state, tags, split, meta, line],
      ]),
  )
}

/** One to three flipped bits, a cut end, or another database's WAL. */
function harm(file: string, foreign: string, random: () => number): void {
  const bytes = readFileSync(file)
  const kind = random()
  if (kind < 0.1) truncateSync(file, Math.floor(random() * bytes.length))
  else if (kind < 0.15) appendFileSync(`${file}-wal`, readFileSync(foreign).subarray(0, 8192))
  else {
    for (let flips = 1 + Math.floor(random() * 3); flips > 0; flips--) {
      const at = Math.floor(random() * bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    }
    writeFileSync(file, bytes)
  }
}

/** `changed`: the project says it is sound, and what it holds is not what was saved. */
function outcome(folder: string, annotations: string): 'refused' | 'reported' | 'unharmed' | 'changed' {
  let store: ProjectStore | null = null
  try {
    store = openProject(folder, { clock: steppingClock() })
    if ([...store.check()].flat().length > 0) return 'reported'
    return annotationsOf(store) === annotations ? 'unharmed' : 'changed'
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error
    return 'refused'
  } finally {
    store?.close()
  }
}
