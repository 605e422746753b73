import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { tinyConfig } from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

/** Debian's Chromium brings a Vulkan loader and SwiftShader, a Vulkan device made of CPU code. */
const CHROMIUM = '/usr/lib/chromium'
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`
const available = existsSync(DRIVER) && existsSync(`${CHROMIUM}/libvulkan.so.1`)
const reason = available ? '' : ` (skipped: ${DRIVER} and a Vulkan loader beside it are not installed)`

/** SwiftShader compiles hundreds of shaders first; that takes long on a busy machine. */
const PATIENCE_MS = 240_000

/** Runs a parity program in a process with SwiftShader as its GPU; the log goes to a file, as a full pipe would cut it. */
async function parity(name: string, ...given: string[]) {
  const program = fileURLToPath(new URL(name, import.meta.url))
  const folder = await mkdtemp(path.join(tmpdir(), 'webgpu-'))
  const log = await open(path.join(folder, 'log'), 'w+')
  const child = spawn(process.execPath, [program, ...given], {
    timeout: PATIENCE_MS,
    stdio: ['ignore', 'pipe', log.fd],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: CHROMIUM,
      VK_ICD_FILENAMES: DRIVER,
      VK_DRIVER_FILES: DRIVER,
      XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
    },
  })
  const stdout = child.stdout === null ? '' : await text(child.stdout)
  const said = await readFile(path.join(folder, 'log'), 'utf8')
  await log.close()
  await rm(folder, { recursive: true })
  if (stdout === '') throw new Error(`${name} ended without a result: ${said.slice(-2000)}`)
  const differences = JSON.parse(stdout) as Record<string, number>
  const tooLarge = Object.entries(differences).filter(([, difference]) => !(difference <= 1e-4))
  return { outputs: Object.keys(differences), tooLarge, log: said }
}

describe.skipIf(!available)(`WebGPU${reason}`, () => {
  it(
    'runs the whole serving graph and agrees with the CPU',
    async () => {
      const { outputs, tooLarge, log } = await parity('testing/webgpuParity.ts', 'serving')
      expect(outputs).toContain('emissions')
      expect(outputs).toHaveLength(9)
      expect(tooLarge).toEqual([])
      expect(log).toContain('All nodes placed on [WebGpuExecutionProvider]')
    },
    PATIENCE_MS,
  )

  it(
    'runs the whole training graph and agrees with the CPU in every gradient',
    async () => {
      const { outputs, tooLarge, log } = await parity('testing/webgpuParity.ts', 'training')
      const names = parameterSpecs(tinyConfig()).map(({ name }) => `d_${name}`)
      expect(outputs).toEqual(expect.arrayContaining(['loss', 'd_rows', 'd_caption_rows', ...names]))
      expect(tooLarge).toEqual([])
      expect(log).toContain('All nodes placed on [WebGpuExecutionProvider]')
    },
    PATIENCE_MS,
  )

  it(
    'trains 20 steps with its state on the GPU to the losses, weights and moments of the CPU',
    async () => {
      const { outputs, tooLarge, log } = await parity('../../train/testing/deviceParity.ts')
      expect(outputs).toEqual(expect.arrayContaining(['losses', 'table', 'encoder.0.attention.query.weight']))
      expect(tooLarge).toEqual([])
      // training, AdamW, and those that read the state
      expect(log.match(/All nodes placed on \[WebGpuExecutionProvider\]/gu)?.length).toBeGreaterThanOrEqual(3)
      expect(log).not.toContain('nodes placed on [CPUExecutionProvider]')
    },
    PATIENCE_MS,
  )
})
