import { afterEach, expect, it, vi } from 'vitest'
import { OrtSession } from '../onnx/ortSession.ts'
import { compare, MIXED, run } from './testing/tinySteps.ts'
import type { Stand } from './testing/tinySteps.ts'

afterEach(() => vi.restoreAllMocks())

const arrays = { device: 'cpu', threads: 1 } as const
const graphs = { ...arrays, graphs: true }
const [HALF, WHOLE] = [4, 8]

const faults = (found: Stand, expected: Stand): [string, number][] => {
  const differences = compare(found, expected)
  expect(differences.length).toBeGreaterThan(300)
  return differences.filter(([, difference]) => !(difference <= 1e-5))
}

it('moves weights and moments in graphs as in arrays, and goes on from either', async () => {
  const half = await run(MIXED, arrays, 0, HALF, null)
  const halfInGraphs = await run(MIXED, graphs, 0, HALF, null)
  expect(halfInGraphs.losses).toHaveLength(HALF)
  expect(faults(halfInGraphs, half)).toEqual([])
  const resumed = await run(MIXED, graphs, HALF, WHOLE, structuredClone(half))
  const back = await run(MIXED, arrays, HALF, WHOLE, halfInGraphs)
  expect(faults(back, resumed)).toEqual([])
}, 120_000)

it('lets go of the graphs that were opened when one cannot be', async () => {
  const create = OrtSession.create.bind(OrtSession)
  const opened: OrtSession[] = []
  vi.spyOn(OrtSession, 'create').mockImplementation(async (model, options) => {
    if (opened.length > 0) throw new Error('out of device memory')
    opened.push(await create(model, options))
    return opened[0] as OrtSession
  })
  const closed = vi.spyOn(OrtSession.prototype, 'dispose')
  await expect(run(MIXED, graphs, 0, HALF, null)).rejects.toThrow('out of device memory')
  expect(closed.mock.instances).toEqual(opened)
}, 60_000)
