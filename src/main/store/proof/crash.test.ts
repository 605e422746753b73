import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { openProject } from '../openProject.ts'
import { steppingClock, Workshop } from '../store.fixture.ts'
import { projectToEdit, start, times } from './proof.fixture.ts'
import { randomNumbers } from './randomNumbers.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const KILLS = times('VSGN_KILLS', 60)
const SEED = times('VSGN_SEED', 20261123)
const KILLS_A_PROJECT = 50
const POINTS = ['before-commit', 'after-commit', 'in-bulk', 'in-snapshot'] as const

/** What the program said over all its lives on one project. */
interface Heard {
  /** Edits in the order in which they were sent, per post. */
  readonly sent: Map<number, string[]>
  readonly acknowledged: Map<string, number>
  readonly repairs: Set<number>
}

it(
  `loses no acknowledged edit, doubles none and keeps their order over ${KILLS} kills (seed ${SEED})`,
  async () => {
    const random = randomNumbers(SEED)
    let acknowledged = 0
    for (let first = 0; first < KILLS; first += KILLS_A_PROJECT) {
      const folder = projectToEdit(workshop)
      const heard: Heard = { sent: new Map(), acknowledged: new Map(), repairs: new Set() }
      for (let kill = first; kill < Math.min(first + KILLS_A_PROJECT, KILLS); kill++) {
        listen(await killOnce(folder, kill, random), heard)
        compare(folder, heard)
      }
      acknowledged += heard.acknowledged.size
      workshop.clear()
    }
    expect(acknowledged).toBeGreaterThan(KILLS)
  },
  60_000 + KILLS * 20_000,
)

/** Every other kill aims at a named point, the rest come at a random moment. Gives what the program said. */
async function killOnce(folder: string, kill: number, random: () => number): Promise<string[]> {
  const parameters = [folder, String(SEED + kill), `run-${kill}`, '1000']
  const aimed = kill % 2 === 0
  const running = start(
    'editor',
    parameters,
    aimed
      ? {
          VSGN_KILL: POINTS[(kill / 2) % POINTS.length] ?? '',
          VSGN_KILL_STEP: String(1 + Math.floor(random() * 20)),
        }
      : {},
  )
  if (!aimed) {
    await running.saw('ack')
    await sleep(random() * 40)
    running.child.kill('SIGKILL')
  }
  const { lines, errors } = await running.ended
  expect({ errors, signal: running.child.signalCode }).toEqual({ errors: '', signal: 'SIGKILL' })
  return lines
}

function listen(lines: readonly string[], { sent, acknowledged, repairs }: Heard): void {
  for (const line of lines) {
    const [word, id = '', number = ''] = line.split(' ')
    if (word === 'send') sent.set(Number(number), [...(sent.get(Number(number)) ?? []), id])
    else if (word === 'ack') acknowledged.set(id, Number(number))
    else if (word === 'done') repairs.add(Number(id))
  }
}

/** Opens the project again and holds its log against what was heard. */
function compare(folder: string, { sent, acknowledged, repairs }: Heard): void {
  const store = workshop.closeLater(openProject(folder, { clock: steppingClock() }))
  expect(store.verify()).toEqual([])
  const found = new Map<string, number>()
  for (const { id } of store.posts.after(0, 1000)) {
    const edits = store.corrections.history(id).filter((entry) => !entry.editId.startsWith('repair-'))
    const order = edits.map((entry) => entry.editId)
    expect(order, `post ${id}`).toEqual((sent.get(id) ?? []).filter((editId) => order.includes(editId)))
    for (const entry of edits) {
      expect(entry.after.comment).toBe(entry.editId)
      found.set(entry.editId, entry.revision)
    }
  }
  for (const [editId, revision] of acknowledged) expect(found.get(editId), editId).toBe(revision)
  for (const repair of store.tagRepairs.list()) {
    if (repairs.has(repair.id)) expect(repair.posts, 'a finished bulk change is whole').toBe(20)
    else expect([0, 20], 'an unfinished bulk change is whole or absent').toContain(repair.posts)
  }
  store.close()
}
