import { ALIKE, compare, run, STEPS } from './tinySteps.ts'

/**
 * A program for the tests: takes 20 training steps on the CPU and on WebGPU and prints, as JSON, how far losses,
 * weights and moments then are from each other (`compare`). In a process of its own, because a failing GPU driver ends
 * the process.
 */
const found = await run(ALIKE, { device: 'webgpu', threads: 1, verbose: true }, 0, STEPS, null)
const expected = await run(ALIKE, { device: 'cpu', threads: 1 }, 0, STEPS, null)
process.stdout.write(JSON.stringify(Object.fromEntries(compare(found, expected))))
