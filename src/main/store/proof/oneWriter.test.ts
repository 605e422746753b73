import { afterEach, expect, it } from 'vitest'
import { openProject } from '../openProject.ts'
import { steppingClock, Workshop } from '../store.fixture.ts'
import { projectToEdit, start, times } from './proof.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const STARTS = 100
const PROCESSES = times('VSGN_STARTERS', 10)

it(
  `lets one of ${STARTS} simultaneous starts write (${PROCESSES} processes)`,
  async () => {
    const folder = projectToEdit(workshop)
    const starters = Array.from({ length: PROCESSES }, () =>
      start('opener', [folder, String(STARTS / PROCESSES)]),
    )
    try {
      await Promise.all(starters.map((starter) => starter.saw('ready')))
      for (const starter of starters) starter.child.stdin?.write('go\n')
      await Promise.all(starters.map((starter) => starter.saw('tried')))
      // While the writer lives, one more is refused and told its process.
      expect(() => openProject(folder, { clock: steppingClock() })).toThrow(
        expect.objectContaining({ kind: 'refused' }),
      )
    } finally {
      for (const starter of starters) starter.child.stdin?.end()
    }
    const said = await Promise.all(starters.map((starter) => starter.ended))
    expect(said.map(({ errors }) => errors).join('')).toBe('')
    const lines = said.flatMap(({ lines: own }) => own)
    expect(lines.filter((line) => line === 'writer')).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('refused'))).toHaveLength(STARTS - 1)
    // All are gone, whichever way: the place is free.
    expect(workshop.closeLater(openProject(folder, { clock: steppingClock() })).readOnly).toBe(false)
  },
  60_000 + PROCESSES * 10_000,
)

it('gives the place of a killed writer to the next at once', async () => {
  const folder = projectToEdit(workshop)
  const starter = start('opener', [folder])
  await starter.saw('ready')
  starter.child.stdin?.write('go\n')
  await starter.saw('writer')
  const holder: unknown = expect.objectContaining({ pid: starter.child.pid })
  expect(() => openProject(folder, { clock: steppingClock() })).toThrow(
    expect.objectContaining({ details: { holder } }),
  )
  starter.child.kill('SIGKILL')
  await starter.ended
  expect(workshop.closeLater(openProject(folder, { clock: steppingClock() })).readOnly).toBe(false)
})
